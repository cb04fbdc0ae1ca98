using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>A candidate as an <see cref="IGate"/> sees it: measured on rows that it was not trained on.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Model">The model.</param>
/// <param name="Holdout">The prepared rows of the holdout, with their true targets.</param>
/// <param name="Outputs">The model's outputs for them, rows × outputs, row by row.</param>
/// <param name="Metrics">By name: every metric of the task that has a value on these rows.</param>
/// <param name="Champion">The metrics of the model that serves, on the same rows; null: there is none to compare with.</param>
public sealed record GatedCandidate(
    string Pipeline,
    IModel Model,
    Dataset Holdout,
    ReadOnlyMemory<double> Outputs,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyDictionary<string, double>? Champion);
