using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Ingestion;

/// <summary>Looks, by the clock, for raw files that no trigger has told of.</summary>
public sealed class IngestNewData(RawDataIngestion ingestion)
{
    /// <summary>Takes in every raw file that is no batch yet, and makes up for runs that were not started.</summary>
    [Function(nameof(IngestNewData))]
    public Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        ingestion.IngestNewAsync(durable, cancellationToken);
}
