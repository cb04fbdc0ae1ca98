using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Segregation;

/// <summary>Rows to try models of little data on, over HTTP: <c>PUT holdouts/{pipeline}/{name}</c>.</summary>
public sealed class PutHoldoutFunction(DefinitionStore definitions, IArtifactStore artifacts)
{
    /// <summary>Keeps a file, never over another; nothing learns from it and it starts no run.</summary>
    [Function("PutHoldout")]
    [Operation("Keeps a CSV of rows to try models of little data on; nothing learns from them.", Status = 201, Answer = typeof(StoredHoldout), Body = "orders_placed,product_code,hours_to_dispatch\n10,SKU001,3.5\n", BodyType = "text/csv", Problems = [409])]
    [Audited("put-holdout")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "holdouts/{pipeline}/{name}")] HttpRequest request,
        string pipeline,
        string name,
        CancellationToken cancellationToken)
    {
        if (DatasetName.Fault(name) is { } fault)
        {
            return Problems.Invalid("The file cannot be called that.", [new FieldError("name", fault)]);
        }

        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var (body, problem) = await RequestBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var path = FixedHoldout.PathOf(pipeline, name);
        return await artifacts.PutIfAbsentAsync(path, new MemoryStream(body.ToArray()), cancellationToken)
            ? Results.Created((string?)null, new StoredHoldout(path.ToString(), body.Length))
            : Problems.AlreadyThere($"{path} is there already; give the new file another name, so that models stay comparable with those that were tried on the old one.");
    }
}
