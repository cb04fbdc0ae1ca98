namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The peer's figure; empty where there is none.</param>
/// <param name="Ratio">How many times better ours is; null where there is no peer.</param>
/// <param name="Goal">The least that the ratio or figure should be; empty where there is none.</param>
internal sealed record Measurement(string Measure, string Ours, string Peer = "", double? Ratio = null, string Goal = "");
