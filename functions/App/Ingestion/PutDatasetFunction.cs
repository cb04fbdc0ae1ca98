using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Ingestion.Csv;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;

namespace MlFunctions.Ingestion;

/// <summary>Raw data in over HTTP: <c>PUT datasets/{pipeline}/{name}</c>.</summary>
public sealed class PutDatasetFunction(DefinitionStore definitions, RawDataIngestion ingestion)
{
    /// <summary>
    /// Streams a file in, of any size. It is stored as it came, never over another, and starts a run as a file that is dropped in does.
    /// One whose header does not fit the definition is not stored.
    /// </summary>
    [Function("PutDataset")]
    [Operation("Streams a CSV in; it is kept as it came and starts a run.", Status = 201, Answer = typeof(StoredDataset), Body = "orders_placed,product_code,hours_to_dispatch\n10,SKU001,3.5\n", BodyType = "text/csv", Problems = [409])]
    [Audited("put-dataset")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "datasets/{pipeline}/{name}")] HttpRequest request,
        string pipeline,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (DatasetName.Fault(name) is { } fault)
        {
            return Problems.Invalid("The file cannot be called that.", [new FieldError("name", fault)]);
        }

        if (await definitions.FindAsync(pipeline, cancellationToken) is not { Definition: var definition })
        {
            return Problems.NoPipeline(pipeline);
        }

        await using var body = RequestBody.DecodeUnlimited(request, out var unknown);
        if (unknown is not null)
        {
            return unknown;
        }

        try
        {
            var content = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 1 << 16));
            if (await FaultsAsync(definition, name, content, cancellationToken) is { Count: > 0 } faults)
            {
                return Problems.Invalid(
                    $"The file does not fit pipeline '{pipeline}', so nothing of it was stored.", faults.Select(found => new FieldError(found.Column ?? "body", $"line {found.Line}: {found.Fault}")));
            }

            if (await ingestion.StoreAsync(durable, pipeline, name, content.AsStream(), cancellationToken) is not { } batch)
            {
                return Problems.AlreadyThere($"{RawData.PathOf(pipeline, name)} is there already, and raw data is never overwritten; give the new file another name.");
            }

            AuditNote.Set(request.HttpContext, $"batch {batch.BatchId}");
            return Results.Created((string?)null, new StoredDataset(batch.BatchId, batch.Hash, batch.Bytes));
        }
        catch (InvalidDataException exception)
        {
            return Problems.Malformed(exception.Message);
        }
    }

    /// <summary>Looks at the first bytes, and leaves them to be read.</summary>
    private static async Task<IReadOnlyList<CsvFault>> FaultsAsync(PipelineDefinition definition, string name, PipeReader content, CancellationToken cancellationToken)
    {
        var read = await content.ReadAtLeastAsync(CsvHead.Length, cancellationToken);
        var head = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, CsvHead.Length)).ToArray();
        var isWhole = read.IsCompleted && read.Buffer.Length <= CsvHead.Length;
        content.AdvanceTo(read.Buffer.Start);
        return BatchCheck.Faults(definition, name, head, isWhole);
    }
}
