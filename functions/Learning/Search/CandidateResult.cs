namespace MlFunctions.Learning;

/// <summary>How one candidate did on all folds.</summary>
public sealed record CandidateResult
{
    /// <summary>Gathers what a candidate did.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="scores">At least one score, in any order.</param>
    public CandidateResult(Candidate candidate, IEnumerable<FoldScore> scores)
    {
        Candidate = candidate;
        Scores = [.. scores.OrderBy(s => s.Fold)];
        var counted = Scores.Where(s => s.LeftOut is null).ToList();
        Mean = counted.Count == 0 ? double.NaN : counted.Average(s => s.Score);
        StandardDeviation = counted.Count == 0 ? double.NaN : Math.Sqrt(counted.Average(s => (s.Score - Mean) * (s.Score - Mean)));
        Elapsed = Scores.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Elapsed);
        Failure = Scores.FirstOrDefault(s => s.Failure is not null) is { } failed ? $"Fold {failed.Fold}: {failed.Failure}"
            : counted.Count == 0 ? $"No fold can be scored. Fold {Scores[0].Fold}: {Scores[0].LeftOut}"
            : null;
    }

    /// <summary>The candidate.</summary>
    public Candidate Candidate { get; }

    /// <summary>One score a fold, by fold.</summary>
    public IReadOnlyList<FoldScore> Scores { get; }

    /// <summary>The mean over the folds that are not left out; NaN where one failed.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation over the same folds (divided by their number); NaN where one failed.</summary>
    public double StandardDeviation { get; }

    /// <summary>The time over all folds, as if they had run one after another.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The first failure; null where at least one fold has a score and none failed.</summary>
    public string? Failure { get; }
}
