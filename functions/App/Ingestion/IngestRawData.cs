using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MlFunctions.Pipelines;

namespace MlFunctions.Ingestion;

/// <summary>Starts when a file is dropped into <c>raw/{pipeline}/</c>: notes it as a batch and asks for a run on it.</summary>
internal sealed class IngestRawData(RawData rawData, DefinitionStore definitions, ILogger<IngestRawData> logger)
{
    /// <summary>One new version of one raw file. A file for a pipeline that is not defined yet is a batch all the same, for a run that is asked for later.</summary>
    [Function(nameof(IngestRawData))]
    public async Task RunAsync(
        [BlobTrigger("raw/{pipeline}/{name}")] Stream content,
        string pipeline,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var batch = await rawData.ReceiveAsync(pipeline, name, content, cancellationToken);
        var stored = await definitions.FindAsync(pipeline, cancellationToken);
        if (stored is null)
        {
            logger.NoPipeline(pipeline, RawData.PathOf(pipeline, name).ToString());
        }
        else if (stored.Definition.Retrain.OnData)
        {
            await RunStarter.StartForBatchAsync(durable, batch, cancellationToken);
        }
    }
}
