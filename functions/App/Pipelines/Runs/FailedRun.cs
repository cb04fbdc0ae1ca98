namespace MlFunctions.Pipelines;

/// <summary>The input of <see cref="ReportFailure"/>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="BatchId">The raw data, where the request names it.</param>
/// <param name="Error">Why it failed.</param>
public sealed record FailedRun(string RunId, string Pipeline, string? BatchId, string Error);
