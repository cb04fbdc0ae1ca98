namespace MlFunctions.Learning;

/// <summary>How much a model relies on one feature.</summary>
/// <param name="Feature">The name of the column.</param>
/// <param name="Mean">How much worse the metric becomes when the column's values are shuffled, the mean over repeats; 0 or less: it is not relied upon.</param>
/// <param name="StandardDeviation">The standard deviation over repeats; 0 for one repeat.</param>
public sealed record FeatureImportance(string Feature, double Mean, double StandardDeviation);
