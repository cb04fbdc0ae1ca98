using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.Events;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;

namespace MlFunctions.Deployment;

/// <summary>Which version serves, changed over HTTP: <c>POST models/{pipeline}/{version}/promote</c> and <c>POST models/{pipeline}/rollback</c>.</summary>
/// <remarks>Both need the master key, here as on Azure: a function or host key, which callers of predictions have, does not open them.</remarks>
public sealed class PromotionFunctions(PromotionAnswers answers)
{
    /// <summary>Lets a version serve.</summary>
    [Function("PromoteModel")]
    [Operation("Lets a version serve.", Answer = typeof(ModelRegistry), Body = """{"why": "it is better"}""", Problems = [409])]
    [Audited("promote-model")]
    public async Task<IResult> PromoteAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "models/{pipeline}/{version:int}/promote")] HttpRequest request,
        string pipeline,
        int version,
        CancellationToken cancellationToken)
    {
        var (order, problem) = await JsonBody.ReadAsync(request, body => ChangeOrder.Read(request, body), cancellationToken);
        return problem ?? await answers.DirectAsync(
            request, pipeline, registry => registry.WithChampion(version), PipelineEventType.ModelDeployed, order!, $"Pipeline '{pipeline}' has no model version {version}.", cancellationToken);
    }

    /// <summary>Lets the version serve that served before.</summary>
    [Function("RollbackModel")]
    [Operation("Lets the version serve that served before.", Answer = typeof(ModelRegistry), Body = """{"why": "the new one is worse"}""", Problems = [409])]
    [Audited("roll-back-model")]
    public async Task<IResult> RollbackAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "models/{pipeline}/rollback")] HttpRequest request, string pipeline, CancellationToken cancellationToken)
    {
        var (order, problem) = await JsonBody.ReadAsync(request, body => ChangeOrder.Read(request, body), cancellationToken);
        return problem ?? await answers.DirectAsync(
            request,
            pipeline,
            registry => registry.Previous is { } previous ? registry.WithChampion(previous) : null,
            PipelineEventType.ModelReverted,
            order!,
            $"Pipeline '{pipeline}' has no earlier model to go back to.",
            cancellationToken);
    }
}
