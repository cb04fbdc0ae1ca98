using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;

namespace MlFunctions.Pipelines;

/// <summary>What a run works by, over HTTP: <c>GET runs/{id}/definition</c>.</summary>
public sealed class RunDefinitionFunction(RunDefinition definitions)
{
    /// <summary>The definition that the run was started with, whatever the pipeline's is by now.</summary>
    [Function("GetRunDefinition")]
    [Operation("The definition that a run was started with.", AnswerSchema = DefinitionSchema.Name)]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/definition")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await definitions.FindJsonAsync(id, cancellationToken) is { } json ? DefinitionAnswer.Of(Encoding.UTF8.GetBytes(json)) : Problems.NoRun(id);
}
