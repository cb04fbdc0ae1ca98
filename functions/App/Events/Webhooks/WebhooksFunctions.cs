using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Where events are pushed to, over HTTP: <c>GET webhooks/{pipeline}</c>, <c>GET|PUT|DELETE webhooks/{pipeline}/{name}</c>.</summary>
public sealed class WebhooksFunctions(DefinitionStore definitions, WebhookStore store, ReceiverRules receivers, TimeProvider clock)
{
    /// <summary>The webhooks of a pipeline, in order of name.</summary>
    [Function("ListWebhooks")]
    [Operation("The webhooks of a pipeline.", Answer = typeof(IEnumerable<WebhookView>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "webhooks/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken) =>
        await definitions.FindAsync(pipeline, cancellationToken) is null
            ? Problems.NoPipeline(pipeline)
            : Results.Json((await store.OfAsync(pipeline, cancellationToken)).Select(WebhookView.Of), AppJson.Web);

    /// <summary>One webhook.</summary>
    [Function("GetWebhook")]
    [Operation("A webhook, without its secret.", Answer = typeof(WebhookView))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "webhooks/{pipeline}/{name}")] HttpRequest request, string pipeline, string name, CancellationToken cancellationToken) =>
        await store.FindAsync(pipeline, name, cancellationToken) is { } webhook ? Results.Json(WebhookView.Of(webhook), AppJson.Web) : Unknown(pipeline, name);

    /// <summary>
    /// Registers a webhook, or changes it: <c>{"url": …, "events": […]}</c>, and <c>"secret"</c> where the client has one. A secret that was made
    /// here is in this answer and in none after it.
    /// </summary>
    [Function("PutWebhook")]
    [Operation(
        "Registers a receiver of events; the answer that makes it shows the secret that pushes are signed with, once.",
        Answer = typeof(WebhookView), Body = """{"url": "https://receiver.example/hooks", "events": ["scores-ready", "run-failed"]}""", MayCreate = true)]
    [Audited("put-webhook")]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "webhooks/{pipeline}/{name}")] HttpRequest request, string pipeline, string name, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var (asked, problem) = await JsonBody.ReadAsync(request, WebhookRequest.Read, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        FieldError?[] faults =
        [
            WebhookRequest.NameFault(name) is { } nameFault ? new FieldError("name", nameFault) : null,
            await receivers.FaultAsync(asked!.Url, cancellationToken) is { } urlFault ? new FieldError("$.url", urlFault) : null,
        ];
        if (faults.OfType<FieldError>().ToList() is { Count: > 0 } errors)
        {
            return Problems.Invalid("Nothing can be pushed there.", errors);
        }

        var (before, webhook) = await store.ChangeAsync(pipeline, name, known => Changed(known, name, asked, RequestUrl.Before(request, "/webhooks/")), cancellationToken);
        AuditNote.Set(request.HttpContext, $"{string.Join(", ", asked.Events.Select(PipelineEvent.NameOf))} to {new Uri(asked.Url).Authority}");
        return before is null
            ? Results.Json(WebhookView.Of(webhook!) with { Secret = webhook!.Secret }, AppJson.Web, statusCode: StatusCodes.Status201Created)
            : Results.Json(WebhookView.Of(webhook!), AppJson.Web);
    }

    /// <summary>Takes a webhook away; what is still to be delivered to it no longer is.</summary>
    [Function("DeleteWebhook")]
    [Operation("Takes a webhook away.", Status = StatusCodes.Status204NoContent)]
    [Audited("delete-webhook")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "webhooks/{pipeline}/{name}")] HttpRequest request, string pipeline, string name, CancellationToken cancellationToken) =>
        await store.FindAsync(pipeline, name, cancellationToken) is not null && (await store.ChangeAsync(pipeline, name, _ => null, cancellationToken)).Before is not null
            ? Results.NoContent()
            : Unknown(pipeline, name);

    /// <summary>404: there is no such webhook.</summary>
    public static ProblemHttpResult Unknown(string pipeline, string name) => Problems.Unknown($"Pipeline '{pipeline}' has no webhook '{name}'.");

    private Webhook Changed(Webhook? known, string name, WebhookRequest asked, string apiUrl)
    {
        var now = clock.GetUtcNow();
        return new Webhook(name, asked.Url, asked.Events, asked.Secret ?? known?.Secret ?? WebhookSecret.Create(), apiUrl, known?.Created ?? now, now);
    }
}
