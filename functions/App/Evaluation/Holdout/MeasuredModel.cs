using MlFunctions.Learning;
using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>A model and what it makes of the holdout.</summary>
/// <param name="Model">The model.</param>
/// <param name="Truth">The holdout, prepared as the model wants it, with the true targets.</param>
/// <param name="Outputs">The model's outputs, rows × outputs, row by row.</param>
/// <param name="Metrics">By name: every metric of the task that has a value on these rows.</param>
public sealed record MeasuredModel(LoadedModel Model, Dataset Truth, double[] Outputs, IReadOnlyDictionary<string, double> Metrics);
