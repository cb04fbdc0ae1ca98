using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Ingestion;

/// <summary>Starts when a file is dropped into <c>raw/{pipeline}/</c> or a folder in it.</summary>
public sealed class IngestRawData(RawDataIngestion ingestion, ILogger<IngestRawData> logger)
{
    /// <summary>One new version of one raw file. A file for a pipeline that is not defined yet is a batch all the same, for a run that is asked for later.</summary>
    [Function(nameof(IngestRawData))]
    public async Task RunAsync(
        [BlobTrigger("raw/{path}")] Stream content,
        string path,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        // The folder is the pipeline's; an expression of its own for each would take the folders below it for part of the name.
        if (path.Split('/', 2) is [var pipeline, var file])
        {
            await ingestion.IngestAsync(durable, pipeline, file, content, cancellationToken);
        }
        else
        {
            logger.NoFolder(path);
        }
    }
}
