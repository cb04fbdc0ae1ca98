using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Ingestion;

/// <summary>Starts when a file is dropped into <c>raw/{pipeline}/</c>.</summary>
public sealed class IngestRawData(RawDataIngestion ingestion)
{
    /// <summary>One new version of one raw file. A file for a pipeline that is not defined yet is a batch all the same, for a run that is asked for later.</summary>
    [Function(nameof(IngestRawData))]
    public Task RunAsync(
        [BlobTrigger("raw/{pipeline}/{name}")] Stream content,
        string pipeline,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        ingestion.IngestAsync(durable, pipeline, name, content, cancellationToken);
}
