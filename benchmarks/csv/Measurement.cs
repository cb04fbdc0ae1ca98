namespace MlFunctions.Csv.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The peer's figure.</param>
/// <param name="Ratio">How many times better ours is.</param>
/// <param name="Goal">The least that the ratio, or what our figure, should be.</param>
internal sealed record Measurement(string Measure, string Ours, string Peer, double Ratio, string Goal);
