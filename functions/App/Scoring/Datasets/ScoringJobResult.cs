namespace MlFunctions.Scoring;

/// <summary>What came of a job.</summary>
/// <param name="Rows">How many rows the dataset has.</param>
/// <param name="BadRows">How many of them could not be scored.</param>
/// <param name="ModelVersion">The model, e.g. <c>dispatch:3</c>.</param>
public sealed record ScoringJobResult(long Rows, long BadRows, string ModelVersion);
