using MlFunctions.Ingestion;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Rows that are to be scored: the input of <see cref="ScoreDataset"/>.</summary>
/// <param name="JobId">The job: the instance id of its orchestration.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Dataset">The file's name within <c>raw/{pipeline}/</c>; null: a file that came with the job, to be scored and nothing else.</param>
/// <param name="Version">The version that scores.</param>
public sealed record ScoringJob(string JobId, string Pipeline, string? Dataset, int Version)
{
    // No pipeline has an underscore in its name, and no run's id one before its dot.
    private const string Prefix = "score_";

    /// <summary>Where the rows are.</summary>
    public ArtifactPath PathOfRows() => Dataset is null ? new ArtifactPath(Containers.Jobs, $"{Pipeline}/{JobId}/rows.csv") : RawData.PathOf(Pipeline, Dataset);

    /// <summary>A name for a new job.</summary>
    public static string NewId(string pipeline) => $"{Prefix}{pipeline}_{Guid.CreateVersion7():n}";

    /// <summary>Whether an id is of a job of a pipeline.</summary>
    public static bool IsOf(string pipeline, string jobId) => jobId.StartsWith($"{Prefix}{pipeline}_", StringComparison.Ordinal);
}
