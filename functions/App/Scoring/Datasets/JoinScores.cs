using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;

namespace MlFunctions.Scoring;

/// <summary>The last activity of a job: joins the scores of its parts, then tells that they can be read.</summary>
public sealed class JoinScores(ScoringJobStore store, EventPublisher events)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(JoinScores);

    /// <summary>Makes the result of a job.</summary>
    [Function(Name)]
    public async Task<ScoringJobResult> RunAsync([ActivityTrigger] ScoredParts scored, CancellationToken cancellationToken)
    {
        var (job, parts) = scored;
        await store.JoinAsync(job, parts.Count, cancellationToken);
        var result = new ScoringJobResult(parts.Sum(part => (long)part.Rows), parts.Sum(part => (long)part.BadRows), $"{job.Pipeline}:{job.Version}");
        await events.PublishAsync(
            PipelineEventType.ScoresReady, job.Pipeline, job.JobId, job.JobId, $"{result.Rows} rows of {job.PathOfRows()} by {result.ModelVersion}", cancellationToken: cancellationToken);
        return result;
    }
}
