using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MlFunctions.Http;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Tells whoever subscribes what has happened. Called after the store has taken what is told of, never before.</summary>
public sealed class EventPublisher(ServiceBusClient messages, TimeProvider clock) : IAsyncDisposable
{
    // What Service Bus accepts as a message id.
    private const int MaximumIdLength = 128;
    private const int LongestDetail = 2000;

    private readonly ServiceBusSender _topic = messages.CreateSender(PipelineEvent.Topic);

    /// <summary>Tells of something. An activity that is run again tells it again under the same id, which the topic drops.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="pipeline">To which pipeline.</param>
    /// <param name="correlationId">The batch that it came of.</param>
    /// <param name="subject">What it happened to.</param>
    /// <param name="detail">More, in a few words.</param>
    /// <param name="at">When it happened; null: now.</param>
    /// <param name="cancellationToken">Gives up; the event may or may not have been sent.</param>
    public Task PublishAsync(
        PipelineEventType type, string pipeline, string correlationId, string subject, string? detail = null, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
    {
        var id = PipelineEvent.IdOf(type, pipeline, subject);
        var happened = new PipelineEvent(id, type, pipeline, correlationId, at ?? clock.GetUtcNow(), subject, detail is null ? null : VisibleText.Cut(detail, LongestDetail));
        var message = new ServiceBusMessage(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(happened, AppJson.Web)))
        {
            MessageId = id.Length <= MaximumIdLength ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
            CorrelationId = correlationId,
            Subject = type.ToString(),
            ContentType = "application/json",
        };
        return _topic.SendMessageAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _topic.DisposeAsync();
}
