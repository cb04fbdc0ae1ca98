using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>What happens, pushed to the client as server-sent events: <c>GET events?pipeline=&amp;batch=&amp;run=</c>.</summary>
public sealed class EventsFunction(
    ServingModels models, EventStream stream, EventStreamSlots slots, RecordedEvents recorded, IReadModel readModel, RunSearch runs, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>
    /// The events of a pipeline from now on, or from after <c>Last-Event-ID</c>. With <c>batch</c>, the scores of that batch as soon as they are
    /// there, and then the end; with <c>run</c>, how far that run is, until it has ended.
    /// </summary>
    [Function("GetEvents")]
    [Operation(
        "Pushes what happens to a pipeline as server-sent events, without end.",
        AnswerType = "text/event-stream",
        Query = ["pipeline*: whose events", "batch: a batch of predictions, whose scores are pushed as soon as they are there", "run: a run, whose progress is pushed until it has ended"],
        Problems = [404])]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "events")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
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

        if (request.Query["run"].ToString() is { Length: > 0 } run)
        {
            return RunStarter.PipelineOf(run) == pipeline && await runs.FindAsync(durable, run, cancellationToken) is not null
                ? slots.Limited(new PushedRun(run, runs, durable, lifetime, clock))
                : Problems.NoRun(run);
        }

        var batch = request.Query["batch"].ToString();
        return slots.Limited(batch.Length > 0
            ? new PushedBatch(pipeline, batch, stream, readModel, clock)
            : new PushedEvents(pipeline, request.Headers["Last-Event-ID"].ToString(), stream, recorded, clock));
    }
}
