namespace MlFunctions.Monitoring;

/// <summary>Some of the values that a target can have.</summary>
/// <param name="Part">Which: a class, or an interval such as <c>12 to 20</c>.</param>
/// <param name="Predicted">Their share of all predictions, 0 to 1.</param>
/// <param name="Observed">Their share of what turned out to be true, 0 to 1, of numbers as far as the newest predictions go; null: nothing is known yet.</param>
public sealed record TargetPartView(string Part, double Predicted, double? Observed);
