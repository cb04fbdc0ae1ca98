using System.Text.Json.Serialization;
using MlFunctions.Evaluation;

namespace MlFunctions.Pipelines;

/// <summary>What came of a run: the output of <see cref="RetrainPipeline"/>.</summary>
/// <param name="Outcome">Whether a new model serves.</param>
/// <param name="ModelVersion">The new model, e.g. <c>dispatch:3</c>; null where none was deployed.</param>
/// <param name="Trainer">The best candidate's trainer; null where nothing was trained.</param>
/// <param name="Metrics">The best candidate's metrics on the holdout; empty where nothing was trained.</param>
/// <param name="Reasons">Why no new model serves; empty where one was deployed.</param>
/// <param name="Warnings">What should be looked at, from any stage.</param>
public sealed record RunResult(
    RunOutcome Outcome,
    string? ModelVersion,
    string? Trainer,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The best candidate against the naive model; null where nothing was trained, or the task has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NaiveComparison? Naive { get; init; }

    /// <summary>The result of a run that found nothing new.</summary>
    /// <param name="since">The run that worked from the same.</param>
    /// <param name="warnings">What should be looked at.</param>
    public static RunResult NothingNew(string since, IReadOnlyList<string> warnings) => new(
        RunOutcome.NothingNew,
        ModelVersion: null,
        Trainer: null,
        new Dictionary<string, double>(StringComparer.Ordinal),
        [$"there is no new data, correction or definition since run {since}"],
        warnings);
}
