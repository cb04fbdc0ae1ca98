using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MlFunctions.Deployment;
using MlFunctions.Events;
using MlFunctions.Pipelines;

namespace MlFunctions.Monitoring;

/// <summary>
/// Lets the version before serve again where the champion is worse than its definition allows. Of several instances that see it at once one
/// reverts; told of it again, none does.
/// </summary>
public sealed class AutomaticRevert(
    ModelRegistryStore registries, RevertJudge judge, ModelPromotion promotion, ILogger<AutomaticRevert> logger)
{
    private readonly ConcurrentDictionary<(string Pipeline, int Change), bool> _stuck = new();

    /// <summary>Judges the champion, and reverts it where it has to go.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="definition">Its definition; null: there is none any more.</param>
    /// <param name="cancellationToken">Gives up; to be done again.</param>
    public async Task JudgeAsync(string pipeline, PipelineDefinition? definition, CancellationToken cancellationToken)
    {
        if (definition?.Serving.Revert is null)
        {
            return;
        }

        bool isSettled;
        do
        {
            var registry = await registries.ReadAsync(pipeline, cancellationToken);
            var judgement = await judge.JudgeAsync(definition, registry, cancellationToken);
            isSettled = judgement?.Verdict is not (RevertVerdict.Worse or RevertVerdict.NothingToRevertTo) || await RevertAsync(pipeline, registry, judgement!, cancellationToken);
        }
        while (!isSettled);
    }

    /// <returns>False where the registry was changed meanwhile, so that the champion must be judged again.</returns>
    private async Task<bool> RevertAsync(string pipeline, ModelRegistry judged, RevertJudgement judgement, CancellationToken cancellationToken)
    {
        var reverted = $"{pipeline}:{judged.Champion}";
        foreach (var version in RevertJudge.EarlierThan(judged))
        {
            var result = await promotion.PromoteAsync(
                pipeline,
                registry => registry.History.Count == judged.History.Count ? version : null,
                PipelineEventType.ModelReverted,
                new ChangeOrder(RevertJudge.By, judgement.Reason()),
                cancellationToken);
            switch (result.Outcome)
            {
                case PromotionOutcome.Serves:
                    logger.Reverted(pipeline, reverted, $"{pipeline}:{version}", judgement.Reason());
                    return true;
                case PromotionOutcome.Unusable:
                    logger.CannotGoBackTo(pipeline, $"{pipeline}:{version}", result.Detail!);
                    break;
                default:
                    return false;
            }
        }

        if (_stuck.TryAdd((pipeline, judged.History.Count), true))
        {
            logger.NothingToGoBackTo(pipeline, reverted, judgement.Reason());
        }

        return true;
    }
}
