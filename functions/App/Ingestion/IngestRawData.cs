using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Pipelines;

namespace MlFunctions.Ingestion;

/// <summary>Starts when a file is dropped into <c>raw/{pipeline}/</c>: notes it as a batch and asks for a run on it.</summary>
internal sealed class IngestRawData(RawData rawData, DefinitionStore definitions)
{
    /// <summary>One new version of one raw file.</summary>
    [Function(nameof(IngestRawData))]
    public async Task RunAsync(
        [BlobTrigger("raw/{pipeline}/{name}")] Stream content,
        string pipeline,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var batch = await rawData.ReceiveAsync(pipeline, name, content, cancellationToken);
        var stored = await definitions.GetAsync(pipeline, cancellationToken);
        if (stored.Definition.Retrain.OnData)
        {
            await RunStarter.StartForBatchAsync(durable, batch, cancellationToken);
        }
    }
}
