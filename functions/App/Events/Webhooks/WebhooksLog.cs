using Microsoft.Extensions.Logging;

namespace MlFunctions.Events;

/// <summary>What webhooks log, by event id. Never addresses, which may be secret, and never secrets.</summary>
internal static partial class WebhooksLog
{
    [LoggerMessage(2551, LogLevel.Warning, "Webhook {Webhook} of {Pipeline} answered 410 and is told of nothing more until it is registered again.")]
    public static partial void WebhookDisabled(this ILogger logger, string pipeline, string webhook);
}
