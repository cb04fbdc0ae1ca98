using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Events;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;

namespace MlFunctions.Deployment;

/// <summary>Who sees requests, over HTTP: <c>PUT models/{pipeline}/traffic</c>.</summary>
public sealed class TrafficFunctions(PromotionAnswers answers)
{
    /// <summary>Sets champion, canary and shadows as a whole. With <c>If-Match</c> only if the registry is still as GET models/{pipeline} gave it.</summary>
    [Function("PutTraffic")]
    [Operation("Sets champion, canary and shadows.", Answer = typeof(ModelRegistry), Body = """{"champion": 2, "canary": {"version": 1, "percent": 5}, "shadows": [], "why": "to compare"}""", Problems = [409])]
    [Audited("direct-traffic")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "models/{pipeline}/traffic")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        var (traffic, problem) = await JsonBody.ReadAsync(
            request, body => TrafficRequest.Read(body, ChangeOrder.Read(request, body)), cancellationToken);
        return problem ?? await answers.DirectAsync(
            request,
            pipeline,
            registry => traffic!.On(registry),
            PipelineEventType.TrafficChanged,
            traffic!.Order,
            $"Pipeline '{pipeline}' has no model yet, so nothing can be directed to one.",
            cancellationToken);
    }
}
