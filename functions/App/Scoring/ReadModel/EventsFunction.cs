using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.OpenApi;

namespace MlFunctions.Scoring;

/// <summary>What happens, pushed to the client as server-sent events: <c>GET events?pipeline=&amp;batch=</c>.</summary>
internal sealed class EventsFunction(ServingModels models, EventStream stream, RecordedEvents recorded, IReadModel readModel, TimeProvider clock)
{
    /// <summary>
    /// The events of a pipeline from now on, or from after <c>Last-Event-ID</c>. With <c>batch</c>, the scores of that batch as soon as they are
    /// there, and then the end.
    /// </summary>
    [Function("GetEvents")]
    [Operation("Pushes what happens to a pipeline as server-sent events, without end.", IsHidden = true)]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequest request)
    {
        var pipeline = request.Query["pipeline"].ToString();
        if (pipeline.Length == 0)
        {
            return Problems.Invalid("The events cannot be told.", [new FieldError("pipeline", "is missing, expected the name of a pipeline")]);
        }

        if (models.Find(pipeline) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var batch = request.Query["batch"].ToString();
        return batch.Length > 0
            ? new PushedBatch(pipeline, batch, stream, readModel, clock)
            : new PushedEvents(pipeline, request.Headers["Last-Event-ID"].ToString(), stream, recorded, clock);
    }
}
