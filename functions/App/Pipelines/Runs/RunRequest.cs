namespace MlFunctions.Pipelines;

/// <summary>Asks for a run: the input of <see cref="RetrainPipeline"/>.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="BatchId">The raw data to train from; null: the newest.</param>
/// <param name="Reason">Who or what asked, e.g. <c>data raw/dispatch/week-1.csv</c>.</param>
internal sealed record RunRequest(string Pipeline, string? BatchId, string Reason);
