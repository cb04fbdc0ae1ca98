using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.OpenApi;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Feedback;

/// <summary>What is known to be true of a batch, over HTTP: <c>GET predictions/{pipeline}/{batchId}/corrections</c>.</summary>
public sealed class CorrectionsFunction(CorrectionStore store, IReadModel readModel, BatchQueries queries)
{
    /// <summary>The corrections that are kept; what was accepted a moment ago may still be in the queue.</summary>
    [Function("GetCorrections")]
    [Operation("The corrections of a batch that are kept.", Answer = typeof(CorrectionsView), Problems = [503])]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "predictions/{pipeline}/{batchId}/corrections")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken) => queries.AnswerAsync(pipeline, async () =>
        {
            var known = ArtifactPath.IsValid(batchId) ? (await store.FindAsync(pipeline, batchId, cancellationToken)).Batch : null;
            return known is not null || await readModel.FindAsync(pipeline, batchId) is not null
                ? Results.Json(CorrectionsView.Of(batchId, known), AppJson.Web)
                : await queries.UnknownAsync(pipeline, batchId);
        });
}
