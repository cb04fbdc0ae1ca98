namespace MlFunctions.Scoring;

/// <summary>What came of a part.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="BadRows">How many of them could not be scored; their lines say why.</param>
public sealed record ScoredPart(int Rows, int BadRows);
