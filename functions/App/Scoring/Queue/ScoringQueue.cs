using Azure.Messaging.ServiceBus;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>The queue that batches wait in. What is in it is not lost: not by a killed process, a store that is away or a model that is not there yet.</summary>
public sealed class ScoringQueue(ServiceBusClient messages, IArtifactStore artifacts, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The queue's name.</summary>
    public const string Name = "scoring-requests";

    // A message of Service Bus has at most 256 kB, headers included.
    private const int MaximumMessageBytes = 200_000;
    private const string PostponedProperty = "postponed";

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly ServiceBusSender _sender = messages.CreateSender(Name);

    /// <summary>Puts a batch in. When the task completes, the batch is kept.</summary>
    public async Task SendAsync(ScoringRequest request, CancellationToken cancellationToken)
    {
        var body = ScoringMessageFormat.Write(request);
        if (body.ToMemory().Length > MaximumMessageBytes)
        {
            var path = PathOf(request.Pipeline, request.Id);
            await artifacts.PutIfAbsentAsync(path, body.ToStream(), cancellationToken);
            body = ScoringMessageFormat.WriteReference(request, path.Name);
        }

        await _sender.SendMessageAsync(Message(body, request.Id, request.Id), cancellationToken);
    }

    /// <summary>Puts batches that cannot be scored now in again, to be delivered later: after a second at first, then ever more, up to a minute.</summary>
    public Task PostponeAsync(IEnumerable<(ServiceBusReceivedMessage Message, ScoringMessage Content)> waiting, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Task.WhenAll(waiting.Select(one =>
        {
            var times = one.Message.ApplicationProperties.TryGetValue(PostponedProperty, out var value) && value is int before ? before + 1 : 1;
            var delay = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(times - 1, 10)));

            // Another message id, or the queue would drop it as the duplicate of the one that it replaces.
            var message = Message(one.Message.Body, $"{one.Content.Request.Id}~{times}", one.Content.Request.Id);
            message.ApplicationProperties[PostponedProperty] = times;
            message.ScheduledEnqueueTime = now + (delay < LongestDelay ? delay : LongestDelay);
            return _sender.SendMessageAsync(message, cancellationToken);
        }));
    }

    /// <summary>The rows of a message that says where they are; null where they are not there.</summary>
    public async Task<ScoringRequest?> FindRowsAsync(ScoringMessage message, CancellationToken cancellationToken) =>
        await artifacts.GetAsync(new ArtifactPath(Containers.Requests, message.Artifact!), cancellationToken) is { } artifact
            ? ScoringMessageFormat.Read(artifact.Content.ToMemory()).Request
            : null;

    /// <summary>Deletes the rows that did not fit into messages, once their scores are kept with them.</summary>
    public async Task ForgetRowsAsync(IEnumerable<ScoringRequest> scored, CancellationToken cancellationToken)
    {
        foreach (var request in scored.Where(request => request.Features.Length + request.Subjects.Length > MaximumMessageBytes / 2))
        {
            await artifacts.DeleteAsync(PathOf(request.Pipeline, request.Id), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private static ArtifactPath PathOf(string pipeline, string batchId) => new(Containers.Requests, $"{pipeline}/{batchId}.json");

    private static ServiceBusMessage Message(BinaryData body, string id, string correlationId) =>
        new(body) { MessageId = id, CorrelationId = correlationId, ContentType = "application/json" };
}
