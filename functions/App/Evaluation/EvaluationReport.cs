using MlFunctions.Storage;

namespace MlFunctions.Evaluation;

/// <summary>How the candidates of a run and the champion were judged; kept with the run.</summary>
/// <param name="Metric">The metric that ranks.</param>
/// <param name="HoldoutRows">How many rows were measured on.</param>
/// <param name="Candidates">The candidates, best first.</param>
/// <param name="Champion">The metrics of the model that served, on the same rows; null: none, or it cannot read these rows.</param>
/// <param name="Verdict">What came of it.</param>
internal sealed record EvaluationReport(
    string Metric,
    int HoldoutRows,
    IReadOnlyList<JudgedCandidate> Candidates,
    IReadOnlyDictionary<string, double>? Champion,
    Verdict Verdict)
{
    /// <summary>Where the report of a run is kept.</summary>
    public static ArtifactPath PathOf(string pipeline, string runId) => new(Containers.Runs, $"{pipeline}/{runId}/evaluation.json");
}
