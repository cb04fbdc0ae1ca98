namespace MlFunctions.Training;

/// <summary>What came of one fold of one candidate; the scores themselves are kept as an artifact.</summary>
/// <param name="Seconds">How long it took; 0 where it was reused.</param>
/// <param name="Cached">Whether an earlier run had scored the same fold of the same rows.</param>
public sealed record ScoredFold(double Seconds, bool Cached);
