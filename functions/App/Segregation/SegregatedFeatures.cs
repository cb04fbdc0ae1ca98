namespace MlFunctions.Segregation;

/// <summary>What came of the segregation stage.</summary>
/// <param name="TrainingRows">How many rows train.</param>
/// <param name="HoldoutRows">How many rows are held out.</param>
/// <param name="Warnings">What should be looked at, e.g. a lopsided split.</param>
internal sealed record SegregatedFeatures(int TrainingRows, int HoldoutRows, IReadOnlyList<string> Warnings);
