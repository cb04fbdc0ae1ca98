namespace MlFunctions.Serving.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The peer's figure, or what ours is held against; empty where there is none.</param>
/// <param name="Ratio">How many times better ours is; null where there is nothing to compare with.</param>
/// <param name="Goal">What the ratio or figure should be.</param>
internal sealed record Measurement(string Measure, string Ours, string Peer = "", double? Ratio = null, string Goal = "");
