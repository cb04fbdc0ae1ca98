using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>What became of pushes, over HTTP: <c>GET webhooks/{pipeline}/{name}/deliveries</c>, one of them, and <c>POST …/{id}/retry</c>.</summary>
public sealed class DeliveriesFunctions(WebhookStore store)
{
    /// <summary>The deliveries to a webhook, newest first, a page at a time.</summary>
    [Function("ListDeliveries")]
    [Operation("What became of the pushes to a webhook, newest first; delivered ones for a day, failed ones for thirty.", Answer = typeof(IEnumerable<DeliveryView>), Query = ["limit: how many, 1 to 1000", "after: the id of the last of the page before"])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "webhooks/{pipeline}/{name}/deliveries")] HttpRequest request,
        string pipeline,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(pipeline, name, cancellationToken) is null)
        {
            return WebhooksFunctions.Unknown(pipeline, name);
        }

        var asked = PageRequest.Read(request, out var problem);
        if (problem is not null)
        {
            return problem;
        }

        var all = await durable.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: DeliveryId.PrefixOf(pipeline, name))).ToListAsync(cancellationToken);
        var newestFirst = all.OrderByDescending(instance => instance.CreatedAt).ThenBy(instance => instance.InstanceId, StringComparer.Ordinal);
        var page = asked.Of(newestFirst, instance => DeliveryId.OfInstance(instance.InstanceId), request);
        var shown = await Task.WhenAll(page.Select(instance => durable.GetInstanceAsync(instance.InstanceId, getInputsAndOutputs: true, cancellationToken)));
        return Results.Json(shown.OfType<OrchestrationMetadata>().Select(DeliveryView.Of), AppJson.Web);
    }

    /// <summary>One delivery.</summary>
    [Function("GetDelivery")]
    [Operation("What became of a push.", Answer = typeof(DeliveryView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "webhooks/{pipeline}/{name}/deliveries/{id}")] HttpRequest request,
        string pipeline,
        string name,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        await store.FindAsync(pipeline, name, cancellationToken) is null ? WebhooksFunctions.Unknown(pipeline, name)
        : await InstanceAsync(durable, pipeline, name, id, cancellationToken) is { } instance ? Results.Json(DeliveryView.Of(instance), AppJson.Web)
        : Unknown(name, id);

    /// <summary>Sends again what was delivered or failed, as a delivery of its own with the same <c>webhook-id</c>.</summary>
    [Function("RetryDelivery")]
    [Operation("Sends again what was delivered or failed.", Status = StatusCodes.Status202Accepted, Answer = typeof(DeliveryView), Problems = [409])]
    [Audited("retry-delivery")]
    public async Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "webhooks/{pipeline}/{name}/deliveries/{id}/retry")] HttpRequest request,
        string pipeline,
        string name,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(pipeline, name, cancellationToken) is not { } webhook)
        {
            return WebhooksFunctions.Unknown(pipeline, name);
        }

        if (await InstanceAsync(durable, pipeline, name, id, cancellationToken) is not { } known)
        {
            return Unknown(name, id);
        }

        if (webhook.Disabled is { } reason)
        {
            return Problems.WrongState($"Webhook '{name}' is disabled: {reason}. PUT webhooks/{pipeline}/{name} enables it again.");
        }

        var (again, latest) = ("", known);
        for (var times = 1; latest is not null; times++)
        {
            if (!latest.IsCompleted)
            {
                return Problems.WrongState($"'{DeliveryId.OfInstance(latest.InstanceId)}' is being delivered; GET webhooks/{pipeline}/{name}/deliveries shows how far it is.");
            }

            again = DeliveryId.Repeated(id, times);
            latest = await InstanceAsync(durable, pipeline, name, again, cancellationToken);
        }

        var instanceId = DeliveryId.InstanceOf(pipeline, name, again);
        await durable.ScheduleOnceAsync(nameof(DeliverEvent), known.ReadInputAs<Delivery>()!, instanceId, cancellationToken);
        AuditNote.Set(request.HttpContext, $"delivery {again}");
        request.HttpContext.Response.Headers.Location = $"{RequestUrl.Before(request, $"/{id}/")}/{again}";
        var started = await durable.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
        return Results.Json(DeliveryView.Of(started!), AppJson.Web, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<OrchestrationMetadata?> InstanceAsync(DurableTaskClient durable, string pipeline, string name, string id, CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(DeliveryId.InstanceOf(pipeline, name, id), getInputsAndOutputs: true, cancellationToken) is { Name: nameof(DeliverEvent) } instance ? instance : null;

    private static ProblemHttpResult Unknown(string name, string id) => Problems.Unknown($"Webhook '{name}' has no delivery '{id}'.");
}
