using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Feedback;

/// <summary>Keeps the corrections of the queue, then asks for a run where there are as many as the definition waits for.</summary>
public sealed class KeepCorrections(CorrectionKeeping keeping)
{
    /// <summary>Messages of the queue.</summary>
    [Function(nameof(KeepCorrections))]
    public Task RunAsync(
        [ServiceBusTrigger(CorrectionRequests.Queue, Connection = "ServiceBus", IsBatched = true)] string[] messages,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) => keeping.KeepAsync(messages, durable, cancellationToken);
}
