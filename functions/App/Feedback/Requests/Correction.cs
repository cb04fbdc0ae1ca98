namespace MlFunctions.Feedback;

/// <summary>What turned out to be true of rows of a batch: a message of the queue <c>feedback</c>. It carries the rows, so that whoever keeps them needs nothing else.</summary>
/// <param name="Id">The message: delivered twice it is one correction.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="CorrelationId">The batch.</param>
/// <param name="At">When it was said; of two about one row the later holds.</param>
/// <param name="ModelVersion">The model that predicted, e.g. <c>banknotes:3</c>.</param>
/// <param name="Rows">The rows that something was said of, and no others.</param>
public sealed record Correction(string Id, string Pipeline, string CorrelationId, DateTimeOffset At, string ModelVersion, IReadOnlyList<CorrectedRow> Rows)
{
    /// <summary>When the batch came; null: not known.</summary>
    public DateTimeOffset? Created { get; init; }
}
