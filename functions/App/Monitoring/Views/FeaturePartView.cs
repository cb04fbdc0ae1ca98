namespace MlFunctions.Monitoring;

/// <summary>Some of the values that a feature can have.</summary>
/// <param name="Part">Which: <c>12 to 20</c>, <c>SKU001</c>, <c>missing</c>.</param>
/// <param name="Training">Their share of the training data, 0 to 1.</param>
/// <param name="Served">Their share of what was served, 0 to 1.</param>
public sealed record FeaturePartView(string Part, double Training, double Served);
