namespace MlFunctions.Pipelines;

/// <summary>The input of <see cref="ReleasePipeline"/>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Finished">What it worked from; null where it failed or had nothing to do.</param>
public sealed record EndedRun(string RunId, string Pipeline, FinishedRun? Finished);
