using MlFunctions.Learning;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>Keeps what folds scored, and puts the scores of all folds together as the search of one process would have them.</summary>
public sealed class SearchScores(IArtifactStore artifacts, MetricCatalog metrics)
{
    /// <summary>The scores of a fold in the order of its combinations; null where it has not been scored.</summary>
    public Task<CombinationScore[]?> FindAsync(SearchStep step, int round, int fold, CancellationToken cancellationToken) =>
        artifacts.GetJsonAsync<CombinationScore[]>(step.Scores(round, fold), cancellationToken);

    /// <summary>Keeps the scores of a fold.</summary>
    public Task WriteAsync(SearchStep step, int round, int fold, IReadOnlyList<CombinationScore> scores, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(step.Scores(round, fold), scores, cancellationToken);

    /// <summary>What a round tries: all combinations at first, then those that the rounds before have left.</summary>
    public async Task<IReadOnlyList<Candidate>> CombinationsAsync(SearchStep step, int round, CancellationToken cancellationToken)
    {
        var combinations = step.Search.Combinations;
        for (var before = 0; before < round; before++)
        {
            combinations = step.Search.After(await ResultAsync(step, before, combinations, cancellationToken));
        }

        return combinations;
    }

    /// <summary>What the search found: the result of its last round, or of the one in which everything failed.</summary>
    public async Task<SearchResult> ResultAsync(SearchStep step, CancellationToken cancellationToken)
    {
        var result = await ResultAsync(step, 0, step.Search.Combinations, cancellationToken);
        for (var round = 1; round < step.Search.Rounds && step.Search.After(result) is { Count: > 0 } combinations; round++)
        {
            result = await ResultAsync(step, round, combinations, cancellationToken);
        }

        return result;
    }

    private async Task<SearchResult> ResultAsync(SearchStep step, int round, IReadOnlyList<Candidate> combinations, CancellationToken cancellationToken)
    {
        var folds = new CombinationScore[step.Definition.Folds][];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            folds[fold] = await artifacts.RequireJsonAsync<CombinationScore[]>(step.Scores(round, fold), cancellationToken);
        }

        return new SearchResult(metrics.Get(step.Definition.Metric), combinations.Select((combination, i) => new CandidateResult(
            combination,
            folds.Select((scores, fold) => new FoldScore(fold, scores[i].Score, TimeSpan.FromSeconds(scores[i].Seconds), scores[i].Failure) { LeftOut = scores[i].LeftOut }))));
    }
}
