using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Events;

/// <summary>Pushes events to receivers, signed as <see cref="WebhookSecret"/> says.</summary>
public sealed class DeliverySending(
    WebhookStore store, DeliveryContent content, ReceiverClient client, ReceiverLanes lanes, TimeProvider clock, ILogger<DeliverySending> logger)
{
    /// <summary>How long a receiver may take for its answer.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Pushes an event once.</summary>
    public async Task<DeliveryAnswer> TryAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        if (await store.FindAsync(delivery.Pipeline, delivery.Webhook, cancellationToken) is not { } webhook)
        {
            return new DeliveryAnswer(at, DeliveryOutcome.Withdrawn, Fault: $"there is no webhook '{delivery.Webhook}' any more");
        }

        if (webhook.Disabled is { } reason)
        {
            return new DeliveryAnswer(at, DeliveryOutcome.Withdrawn, Fault: $"the webhook is disabled: {reason}");
        }

        if (await content.FindAsync(delivery.Event, webhook.ApiUrl) is not { } body)
        {
            return new DeliveryAnswer(at, DeliveryOutcome.Failed, Fault: "the scores cannot be read at this moment");
        }

        var receiver = new Uri(webhook.Url).Authority;
        if (!await lanes.TryEnterAsync(receiver))
        {
            return new DeliveryAnswer(at, DeliveryOutcome.Postponed);
        }

        var started = clock.GetTimestamp();
        DeliveryAnswer? answer = null;
        try
        {
            answer = await SendAsync(delivery, webhook, body, at, cancellationToken);
        }
        finally
        {
            lanes.Leave(receiver, answer?.Status is null ? null : clock.GetElapsedTime(started));
        }

        if (answer.Status == (int)HttpStatusCode.Gone)
        {
            var why = string.Create(CultureInfo.InvariantCulture, $"the receiver answered 410 at {at:O}");
            await store.ChangeAsync(delivery.Pipeline, delivery.Webhook, known => known is { Disabled: null } && known.Url == webhook.Url ? known with { Disabled = why } : known, cancellationToken);
            logger.WebhookDisabled(delivery.Pipeline, delivery.Webhook);
        }

        return answer;
    }

    private async Task<DeliveryAnswer> SendAsync(Delivery delivery, Webhook webhook, byte[] body, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = Request(delivery, webhook, body, at);
        try
        {
            using var answer = await client.SendAsync(request, either.Token);
            return Answer(answer, at);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new DeliveryAnswer(at, DeliveryOutcome.Failed, Fault: string.Create(CultureInfo.InvariantCulture, $"the receiver did not answer within {Deadline.TotalSeconds} s"));
        }
        catch (HttpRequestException exception)
        {
            return new DeliveryAnswer(at, DeliveryOutcome.Failed, Fault: exception.Message);
        }
    }

    private static HttpRequestMessage Request(Delivery delivery, Webhook webhook, byte[] body, DateTimeOffset at)
    {
        var (id, timestamp) = (DeliveryId.MessageIdOf(delivery.Event), at.ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(webhook.Secret, id, timestamp, body));
        return request;
    }

    private DeliveryAnswer Answer(HttpResponseMessage answer, DateTimeOffset at)
    {
        var status = (int)answer.StatusCode;
        var retryAfter = answer.Headers.RetryAfter is { } given ? given.Delta ?? given.Date - clock.GetUtcNow() : null;
        return status switch
        {
            >= 200 and < 300 => new DeliveryAnswer(at, DeliveryOutcome.Delivered, status),
            (int)HttpStatusCode.Gone => new DeliveryAnswer(at, DeliveryOutcome.Refused, status, "the receiver answered 410: it wants no more"),
            >= 300 and < 400 => new DeliveryAnswer(at, DeliveryOutcome.Failed, status, $"the receiver answered {status}; redirects are not followed", retryAfter),
            _ => new DeliveryAnswer(at, DeliveryOutcome.Failed, status, $"the receiver answered {status}", retryAfter),
        };
    }
}
