using Microsoft.Extensions.Logging;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>Tries the combinations of one candidate on one fold of the training rows.</summary>
public sealed class FoldScoring(
    RunDefinition definitions,
    TrainingRowsCache rows,
    SearchScores scores,
    TrainingCores cores,
    TrainerCatalog trainers,
    TimeProvider clock,
    ILogger<FoldScoring> logger)
{
    /// <summary>Scores one fold, or finds it scored by an earlier run of the same.</summary>
    /// <exception cref="PipelineException">The candidate cannot learn from this data.</exception>
    /// <exception cref="TimeoutException">It took longer than the definition lets it.</exception>
    /// <exception cref="FoldException">A training failed for a reason that may pass, and this is not the last try.</exception>
    public async Task<ScoredFold> ScoreAsync(FoldToScore input, CancellationToken cancellationToken)
    {
        var (plan, round, fold) = (input.Plan, input.Round, input.Fold);
        var step = SearchStep.Of(plan, await definitions.GetAsync(plan, cancellationToken), input.Candidate, trainers);
        if (!plan.Fresh && await scores.FindAsync(step, round, fold, cancellationToken) is { } known && IsWorthTaking(known))
        {
            return new ScoredFold(Seconds: 0, Cached: true);
        }

        var combinations = await scores.CombinationsAsync(step, round, cancellationToken);
        using var lease = await cores.TakeAsync(cancellationToken);
        var training = await rows.GetAsync(plan, step.Definition, cancellationToken);
        logger.FoldBegun(fold, round, step.Candidate.Trainer, plan.RunId);

        var started = clock.GetTimestamp();
        var scored = Limited.Run(step.Candidate.Timeout, clock, $"Fold {fold} of {step.Candidate.Trainer}", limited =>
        {
            var search = training.For(step.Candidate.Trainer).CrossValidation(step.Search, round);
            var options = new SearchOptions { Seed = step.Definition.Split.Seed, Threads = lease.Threads, Clock = clock };
            return search.RunFold(combinations, fold, options, limited);
        }, cancellationToken);
        if (!input.IsLastTry && scored.FirstOrDefault(score => score.MayPass) is { } failed)
        {
            throw new FoldException($"Fold {fold} of {step.Candidate.Trainer} failed: {failed.Failure}");
        }

        CombinationScore[] kept = [.. combinations.Zip(scored, (combination, score) =>
            new CombinationScore(combination.Hyperparameters.ToString(), score.Score, score.Elapsed.TotalSeconds, score.Failure) { MayPass = score.MayPass, LeftOut = score.LeftOut })];
        await scores.WriteAsync(step, round, fold, kept, cancellationToken);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        logger.FoldScored(fold, round, step.Candidate.Trainer, plan.RunId, seconds);
        return new ScoredFold(seconds, Cached: false);
    }

    // What failed altogether, or for a reason that may have passed, is what a resumed run begins with.
    private static bool IsWorthTaking(CombinationScore[] known) =>
        Array.TrueForAll(known, score => !score.MayPass) && (known.Length == 0 || Array.Exists(known, score => score.Failure is null));
}
