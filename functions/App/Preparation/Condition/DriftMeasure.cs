namespace MlFunctions.Preparation;

/// <summary>How far a column has moved: since the batch before, or from what a model learned from.</summary>
/// <param name="Index">The population stability index.</param>
/// <param name="Chance">What it may well be by chance in so few rows that are alike: one pair in 30,000 is further apart.</param>
public sealed record DriftMeasure(double Index, double Chance)
{
    /// <summary>Whether the column has drifted.</summary>
    /// <param name="threshold">The index from which a shift matters.</param>
    public bool Exceeds(double threshold) => Index > Math.Max(threshold, Chance);
}
