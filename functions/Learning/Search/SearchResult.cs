namespace MlFunctions.Learning;

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    /// <summary>Ranks candidates: best mean first, of equal ones the first given, failed ones last.</summary>
    /// <param name="metric">What the scores are values of.</param>
    /// <param name="candidates">Every candidate.</param>
    public SearchResult(Metric metric, IEnumerable<CandidateResult> candidates)
    {
        Metric = metric;
        Candidates = [.. candidates.Order(Comparer<CandidateResult>.Create((a, b) =>
            metric.IsBetter(a.Mean, b.Mean) ? -1 : metric.IsBetter(b.Mean, a.Mean) ? 1 : 0))];
    }

    /// <summary>What the scores are values of.</summary>
    public Metric Metric { get; }

    /// <summary>Every candidate, best first, failed ones last.</summary>
    public IReadOnlyList<CandidateResult> Candidates { get; }

    /// <summary>The best candidate.</summary>
    /// <exception cref="TrainingException">Every candidate failed; the message holds the first failure.</exception>
    public CandidateResult Best => Candidates is [{ Failure: null } best, ..]
        ? best
        : throw new TrainingException(Candidates is [var failed, ..]
            ? $"All {Candidates.Count} candidates failed. {failed.Candidate}: {failed.Failure}"
            : "There was no candidate to search among.");
}
