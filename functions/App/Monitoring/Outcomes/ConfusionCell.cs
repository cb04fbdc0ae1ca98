namespace MlFunctions.Monitoring;

/// <summary>How many rows of one class were predicted as one class.</summary>
/// <param name="Truth">The code of the true class.</param>
/// <param name="Predicted">The code of the predicted class.</param>
/// <param name="Count">How many, at least 1.</param>
public sealed record ConfusionCell(int Truth, int Predicted, long Count);
