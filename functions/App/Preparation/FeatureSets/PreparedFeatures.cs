namespace MlFunctions.Preparation;

/// <summary>What came of the preparation stage: a reference to the feature set, and the facts that a run shows.</summary>
/// <param name="FeatureSetId">The feature set.</param>
/// <param name="Rows">How many rows came, without those of a fixed holdout.</param>
/// <param name="BadRows">How many rows of the file were quarantined.</param>
/// <param name="Warnings">What should be looked at.</param>
public sealed record PreparedFeatures(string FeatureSetId, int Rows, int BadRows, IReadOnlyList<string> Warnings)
{
    /// <summary>How many rows of a fixed holdout follow them, because they are few; 0: the holdout is a share of the rows.</summary>
    public int HoldoutRows { get; init; }

    /// <summary>Whether an earlier run had prepared it.</summary>
    public bool Cached { get; init; }
}
