using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Keeps the scores of jobs: <c>jobs/{pipeline}/{jobId}/part-{n}.csv</c>, all of them as <c>result.csv</c>, and what came with the job as <c>rows.csv</c>. What is there is never written again.</summary>
public sealed class ScoringJobStore(IArtifactStore artifacts)
{
    /// <summary>Keeps the rows that come with a job, as they come.</summary>
    public Task KeepRowsAsync(ScoringJob job, Stream rows, CancellationToken cancellationToken) => artifacts.PutIfAbsentAsync(job.PathOfRows(), rows, cancellationToken);

    /// <summary>Keeps the scores of a part, unless they are there.</summary>
    public Task KeepAsync(ScoringJob job, int part, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        artifacts.PutIfAbsentAsync(PartOf(job, part), new BinaryData(lines).ToStream(), cancellationToken);

    /// <summary>Joins the parts, unless that is done, a part at a time in memory.</summary>
    public async Task JoinAsync(ScoringJob job, int parts, CancellationToken cancellationToken)
    {
        var path = ResultOf(job.Pipeline, job.JobId);
        if (await artifacts.GetETagAsync(path, cancellationToken) is null)
        {
            await artifacts.WriteIfAbsentAsync(
                path,
                stream =>
                {
                    for (var part = 0; part < parts; part++)
                    {
                        // On a thread of its own, which the writing has anyway.
                        using var content = artifacts.OpenAsync(PartOf(job, part), cancellationToken).GetAwaiter().GetResult()
                            ?? throw new FileNotFoundException($"The artifact {PartOf(job, part)} is missing.");
                        content.CopyTo(stream);
                    }
                },
                cancellationToken);
        }
    }

    /// <summary>The result as a stream that the caller disposes; null where it is not made yet.</summary>
    public Task<Stream?> OpenResultAsync(string pipeline, string jobId, CancellationToken cancellationToken) => artifacts.OpenAsync(ResultOf(pipeline, jobId), cancellationToken);

    private static ArtifactPath PartOf(ScoringJob job, int part) => new(Containers.Jobs, $"{job.Pipeline}/{job.JobId}/part-{part:d6}.csv");

    private static ArtifactPath ResultOf(string pipeline, string jobId) => new(Containers.Jobs, $"{pipeline}/{jobId}/result.csv");
}
