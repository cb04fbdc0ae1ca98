namespace MlFunctions.Ingest.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Ours">The figure.</param>
/// <param name="Goal">What it should be.</param>
internal sealed record Measurement(string Measure, string Ours, string Goal);
