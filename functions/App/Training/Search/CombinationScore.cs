namespace MlFunctions.Training;

/// <summary>How one combination of hyperparameters did on one fold.</summary>
/// <param name="Hyperparameters">The combination, for people.</param>
/// <param name="Score">The value of the metric; NaN where it failed.</param>
/// <param name="Seconds">How long training and scoring took.</param>
/// <param name="Failure">Why it has no score; null where it has one.</param>
public sealed record CombinationScore(string Hyperparameters, double Score, double Seconds, string? Failure)
{
    /// <summary>Whether the failure may have passed by the time that another run comes to the same fold.</summary>
    public bool MayPass { get; init; }

    /// <summary>Why the fold says nothing of any combination; null where it does.</summary>
    public string? LeftOut { get; init; }
}
