namespace MlFunctions.Preparation;

/// <summary>What came of the preparation stage: a reference to the feature set, and the facts that a run shows.</summary>
/// <param name="FeatureSetId">The feature set.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="BadRows">How many rows of the file were quarantined.</param>
/// <param name="Warnings">What should be looked at.</param>
internal sealed record PreparedFeatures(string FeatureSetId, int Rows, int BadRows, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether an earlier run had prepared it.</summary>
    public bool Cached { get; init; }
}
