using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Feedback;

/// <summary>What is known to be true of a batch, over HTTP: <c>GET predictions/{pipeline}/{batchId}/corrections</c>.</summary>
internal sealed class CorrectionsFunction(ServingModels models, CorrectionStore store, IReadModel readModel)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The corrections that are kept; what was accepted a moment ago may still be in the queue.</summary>
    [Function("GetCorrections")]
    [Operation("The corrections of a batch that are kept.", Answer = typeof(CorrectionsView), Problems = [503])]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predictions/{pipeline}/{batchId}/corrections")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken)
    {
        if (models.Find(pipeline) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var known = ArtifactPath.IsValid(batchId) ? (await store.FindAsync(pipeline, batchId, cancellationToken)).Batch : null;
        try
        {
            return known is not null || await readModel.FindAsync(pipeline, batchId) is not null ? Results.Json(CorrectionsView.Of(batchId, known), AppJson.Web)
                : await readModel.IsCompleteAsync() ? Problems.Unknown($"Pipeline '{pipeline}' has no batch '{batchId}'.")
                : Problems.NotNow("What was scored is being read again; ask again in a moment.", RetryAfter);
        }
        catch (ReadModelAwayException)
        {
            return Problems.NotNow("The batch cannot be looked up now.", RetryAfter);
        }
    }
}
