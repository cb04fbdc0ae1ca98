namespace MlFunctions.Monitoring;

/// <summary>How often one class was predicted as one class.</summary>
/// <param name="Observed">What was true.</param>
/// <param name="Predicted">What was predicted.</param>
/// <param name="Count">How often.</param>
public sealed record ConfusionView(string Observed, string Predicted, long Count);
