using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.OpenApi;

namespace MlFunctions.Scoring;

/// <summary>Batches over HTTP that are scored soon: <c>POST ingest/{pipeline}</c>.</summary>
public sealed class IngestFunctions(BatchIngestion ingestion)
{
    /// <summary>Accepts a batch: <c>{"subjects": […], "features": [[…]]}</c>. With <c>Idempotency-Key</c>, sent again it is the same batch.</summary>
    [Function("IngestBatch")]
    [Operation("Accepts a batch, to be scored soon.", Status = 202, Answer = typeof(AcceptedBatch), Body = """{"subjects": ["order-1"], "features": [[1, "SKU001"]]}""", Problems = [503])]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "ingest/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken) =>
        ingestion.AcceptAsync(request, pipeline, cancellationToken);
}
