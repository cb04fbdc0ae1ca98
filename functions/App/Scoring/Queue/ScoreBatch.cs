using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Scoring;

/// <summary>Scores the batches of the queue, many in one invocation, so that what is done once for all of them is cheap.</summary>
public sealed class ScoreBatch(QueuedScoring scoring)
{
    /// <summary>Messages of the queue.</summary>
    [Function(nameof(ScoreBatch))]
    public Task RunAsync(
        [ServiceBusTrigger(ScoringQueue.Name, Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        scoring.ScoreAsync(messages, durable, cancellationToken);
}
