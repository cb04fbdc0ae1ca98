namespace MlFunctions.Learning;

/// <summary>How one candidate did on one fold.</summary>
/// <param name="Fold">The number of the fold, from 0.</param>
/// <param name="Score">The value of the metric on the fold's test rows; NaN where it failed or the fold is left out.</param>
/// <param name="Elapsed">The time that training and scoring took.</param>
/// <param name="Failure">Why the candidate failed; null where it did not.</param>
public sealed record FoldScore(int Fold, double Score, TimeSpan Elapsed, string? Failure = null)
{
    /// <summary>Whether trying again may help: what was thrown tells neither of the data nor of the settings.</summary>
    public bool MayPass { get; init; }

    /// <summary>Why the fold says nothing of any candidate, e.g. because its rows are of one class; null where it does.</summary>
    public string? LeftOut { get; init; }
}
