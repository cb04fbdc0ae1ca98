namespace MlFunctions.Segregation;

/// <summary>What came of the segregation stage.</summary>
/// <param name="TrainingRows">How many rows train.</param>
/// <param name="HoldoutRows">How many rows are held out.</param>
/// <param name="Warnings">What should be looked at, e.g. a lopsided split.</param>
public sealed record SegregatedFeatures(int TrainingRows, int HoldoutRows, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether an earlier run had made the same split.</summary>
    public bool Cached { get; init; }

    /// <summary>What came of a split.</summary>
    public static SegregatedFeatures Of(Split split) => new(split.Training.Length, split.Holdout.Length, split.Warnings);
}
