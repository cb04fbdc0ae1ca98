using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>
/// Records one by one, as they happen: <c>POST datasets/{pipeline}/records</c>. Each request is kept raw, as files are, and passed through
/// to preparation at once, so that the next prediction about its entities knows of it.
/// </summary>
public sealed class PostRecordsFunction(DefinitionStore definitions, IArtifactStore artifacts, StreamedFeatures features, TimeProvider clock)
{
    /// <summary>Takes in a record as an object, or several as an array of objects.</summary>
    [Function("PostRecords")]
    [Operation("Takes in records as they happen, one as an object or several as an array; the next prediction about their entities knows of them.", Status = 201, Answer = typeof(StoredRecords), Body = """{"customer": "c7", "orders_placed": 112, "product_code": "SKU001"}""", Problems = [503])]
    [Audited("post-records")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "datasets/{pipeline}/records")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is not { Definition: var definition })
        {
            return Problems.NoPipeline(pipeline);
        }

        if (definition.Entity is not { } entity)
        {
            return Problems.Invalid($"Pipeline '{pipeline}' names no entity whose features could be kept.", [new FieldError("$.entity", "is missing in the definition; expected the column that says whom a row is about")]);
        }

        var (body, problem) = await RequestBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (body.IsEmpty)
        {
            return Problems.Malformed("The body is empty, expected a record as an object, or records as an array of objects.");
        }

        var at = clock.GetUtcNow();
        var errors = new FaultList<FieldError>();
        IReadOnlyList<EntityFeatures> records;
        try
        {
            records = RecordReader.Read(body, definition, at, errors);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Problems.Malformed($"The body is not a record: {exception.Message}");
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid("The records cannot be taken in.", errors);
        }

        return await TakeAsync(new EntityType(pipeline, entity), body, records, at, cancellationToken);
    }

    private async Task<IResult> TakeAsync(EntityType type, ReadOnlyMemory<byte> body, IReadOnlyList<EntityFeatures> records, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var recordId = string.Create(CultureInfo.InvariantCulture, $"{at:yyyyMMdd'T'HHmmss.fffffff}-{hash[..12]}");
        var path = new ArtifactPath(Containers.Records, string.Create(CultureInfo.InvariantCulture, $"{type.Pipeline}/{at:yyyy-MM-dd}/{recordId}.json"));
        await artifacts.PutAsync(path, new BinaryData(body), cancellationToken);
        try
        {
            await features.TakeAsync(type, recordId, records, cancellationToken);
        }
        catch (OnlineFeaturesException exception)
        {
            return Problems.NotNow($"Record {recordId} is kept, but predictions do not know of it yet. {exception.Message}");
        }

        return Results.Created((string?)null, new StoredRecords(recordId, hash, records.Count));
    }
}
