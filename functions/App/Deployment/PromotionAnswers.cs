using Microsoft.AspNetCore.Http;
using MlFunctions.Audit;
using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Deployment;

/// <summary>Makes a change of who sees requests, and says over HTTP what came of it.</summary>
public sealed class PromotionAnswers(DefinitionStore definitions, ModelPromotion promotion)
{
    /// <summary>200 with the registry, 404 where there is no such pipeline or version, 409 where the registry was changed meanwhile or a package is damaged.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="choose">From the registry as it is now to who is to see requests; null: there is no such version.</param>
    /// <param name="type">What is told of it.</param>
    /// <param name="order">Who asked, and why.</param>
    /// <param name="unknown">What to say where there is no such version.</param>
    /// <param name="cancellationToken">Gives up; the change may or may not hold.</param>
    public async Task<IResult> DirectAsync(
        HttpRequest request,
        string pipeline,
        Func<ModelRegistry, Traffic?> choose,
        PipelineEventType type,
        ChangeOrder order,
        string unknown,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(pipeline, cancellationToken) is null)
        {
            return Problems.NoPipeline(pipeline);
        }

        var result = await promotion.DirectAsync(pipeline, choose, type, order, cancellationToken);
        if (result.Outcome == PromotionOutcome.Serves)
        {
            AuditNote.Set(request.HttpContext, $"{pipeline}:{result.Registry.Champion} serves{(order.Why is null ? "" : $": {order.Why}")}");
        }

        return result.Outcome switch
        {
            PromotionOutcome.Serves => Results.Json(result.Registry, AppJson.Web),
            PromotionOutcome.UnknownVersion => Problems.Unknown(result.Detail ?? unknown),
            PromotionOutcome.Unusable => Problems.WrongState($"Nothing was changed: {result.Detail}"),
            _ => Problems.WrongState($"The models of '{pipeline}' were changed at the same time; look at GET models/{pipeline} and ask again."),
        };
    }
}
