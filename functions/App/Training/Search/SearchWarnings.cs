using MlFunctions.Learning;

namespace MlFunctions.Training;

/// <summary>What people should know of the search that chose a candidate's hyperparameters.</summary>
internal static class SearchWarnings
{
    /// <summary>The warnings of a search.</summary>
    /// <param name="best">The combination that it chose.</param>
    /// <param name="folds">What is to be said of how the folds were drawn; null: nothing.</param>
    public static IEnumerable<string> Of(CandidateResult best, string? folds)
    {
        if (folds is not null)
        {
            yield return folds;
        }

        foreach (var reason in best.Scores.Where(score => score.LeftOut is not null).GroupBy(score => score.LeftOut, StringComparer.Ordinal))
        {
            var left = reason.Select(score => score.Fold).ToList();
            yield return $"Search fold{(left.Count == 1 ? "" : "s")} {string.Join(", ", left)} of {best.Scores.Count} {(left.Count == 1 ? "is" : "are")} left out: {reason.Key}.";
        }
    }
}
