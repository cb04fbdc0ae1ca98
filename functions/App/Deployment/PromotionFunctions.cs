using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Deployment;

/// <summary>Which version serves, changed over HTTP: <c>POST models/{pipeline}/{version}/promote</c> and <c>POST models/{pipeline}/rollback</c>.</summary>
internal sealed class PromotionFunctions(DefinitionStore definitions, ModelPromotion promotion)
{
    /// <summary>Lets a version serve.</summary>
    [Function("PromoteModel")]
    [Audited("promote-model")]
    public Task<IResult> PromoteAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "models/{pipeline}/{version:int}/promote")] HttpRequest request,
        string pipeline,
        int version,
        CancellationToken cancellationToken) =>
        AnswerAsync(
            request, pipeline, _ => version, PipelineEventType.ModelDeployed, $"Pipeline '{pipeline}' has no model version {version}.", cancellationToken);

    /// <summary>Lets the version serve that served before.</summary>
    [Function("RollbackModel")]
    [Audited("roll-back-model")]
    public Task<IResult> RollbackAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "models/{pipeline}/rollback")] HttpRequest request, string pipeline, CancellationToken cancellationToken) =>
        AnswerAsync(
            request,
            pipeline,
            registry => registry.Previous,
            PipelineEventType.ModelReverted,
            $"Pipeline '{pipeline}' has no earlier model to go back to.",
            cancellationToken);

    private async Task<IResult> AnswerAsync(
        HttpRequest request, string pipeline, Func<ModelRegistry, int?> choose, PipelineEventType type, string unknown, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.Unknown($"There is no pipeline '{pipeline}'.");
        }

        var result = await promotion.PromoteAsync(pipeline, choose, type, Caller.NameOf(request), cancellationToken);
        if (result.Outcome == PromotionOutcome.Serves)
        {
            AuditNote.Set(request.HttpContext, $"{pipeline}:{result.Registry.Champion} serves");
        }

        return result.Outcome switch
        {
            PromotionOutcome.Serves => Results.Json(result.Registry, AppJson.Web),
            PromotionOutcome.UnknownVersion => Problems.Unknown(unknown),
            _ => Problems.Conflict($"The models of '{pipeline}' were changed at the same time; look at GET models/{pipeline} and ask again."),
        };
    }
}
