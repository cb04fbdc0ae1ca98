using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Events;

namespace MlFunctions.Ingestion;

/// <summary>Starts when somebody announces a file that lies in <c>raw/{pipeline}/</c>, for stores whose triggers are slow or off.</summary>
public sealed class IngestAnnouncedData(RawDataIngestion ingestion)
{
    /// <summary>One event; all but <see cref="PipelineEventType.SourceDataAvailable"/> are for others.</summary>
    [Function(nameof(IngestAnnouncedData))]
    public async Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "ingestion", Connection = "ServiceBus")] string message,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var announced = PipelineEvent.Parse(message);
        if (announced.Type == PipelineEventType.SourceDataAvailable)
        {
            await ingestion.IngestStoredAsync(durable, announced.Pipeline, announced.Subject, cancellationToken);
        }
    }
}
