using Microsoft.DurableTask.Client;

namespace MlFunctions.Scoring;

/// <summary>A job as it is shown.</summary>
/// <param name="Id">The job.</param>
/// <param name="Dataset">The dataset that is scored; null: a file that came with the job.</param>
/// <param name="Status">pending, running, completed, failed.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Updated">When it last changed.</param>
/// <param name="Progress">How many of its parts are scored; null before it was divided.</param>
/// <param name="Result">What came of it, once it is completed.</param>
/// <param name="ResultUrl">Where the scores are, once it is completed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ScoringJobView(
    string Id,
    string? Dataset,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    ScoringJobProgress? Progress,
    ScoringJobResult? Result,
    string? ResultUrl,
    string? Error)
{
    /// <summary>The job that an orchestration is.</summary>
    /// <param name="instance">With inputs and outputs.</param>
    /// <param name="resultUrl">Where its scores will be.</param>
    public static ScoringJobView Of(OrchestrationMetadata instance, string resultUrl)
    {
        var isCompleted = instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed;
        return new ScoringJobView(
            instance.InstanceId,
            instance.ReadInputAs<ScoringJob>()?.Dataset,
            instance.RuntimeStatus,
            instance.CreatedAt,
            instance.LastUpdatedAt,
            instance.ReadCustomStatusAs<ScoringJobProgress>(),
            isCompleted ? instance.ReadOutputAs<ScoringJobResult>() : null,
            isCompleted ? resultUrl : null,
            instance.FailureDetails?.ErrorMessage);
    }
}
