using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Scoring;

namespace MlFunctions.Pipelines;

/// <summary>Definitions over HTTP: <c>GET|PUT pipelines/{pipeline}</c>.</summary>
public sealed class PipelinesFunctions(DefinitionStore definitions, ServingModels serving, AppLimits limits)
{
    /// <summary>The definition as it is stored.</summary>
    [Function("GetPipeline")]
    [Operation("The definition as it is stored.", AnswerSchema = DefinitionSchema.Name)]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken) =>
        await definitions.FindAsync(pipeline, cancellationToken) is { } stored
            ? DefinitionAnswer.Of(stored.Json)
            : Problems.NoPipeline(pipeline);

    /// <summary>Stores a definition; the next run uses it.</summary>
    [Function("PutPipeline")]
    [Operation("Stores a definition; the next run uses it.", AnswerSchema = DefinitionSchema.Name, BodySchema = DefinitionSchema.Name, Body = DefinitionSchema.Example, Creates = true)]
    [Audited("define-pipeline")]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "pipelines/{pipeline}")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, limits.CountOf(Limit.DefinitionBytes), cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            var stored = await definitions.SaveAsync(pipeline, new BinaryData(body), cancellationToken);
            AuditNote.Set(request.HttpContext, $"definition {stored.Hash}");
            await serving.RefreshEverywhereAsync(pipeline, cancellationToken);
            return DefinitionAnswer.Of(body);
        }
        catch (DefinitionException exception)
        {
            return Problems.InvalidJson(exception.Message, exception.Faults);
        }
    }
}
