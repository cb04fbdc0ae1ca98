namespace MlFunctions.Monitoring;

/// <summary>What a version answered. Shadows and the scoring of whole datasets are not among it.</summary>
/// <param name="Requests">How many requests it answered at once.</param>
/// <param name="Batches">How many batches of the queue it scored.</param>
/// <param name="Rows">How many rows these had.</param>
/// <param name="Fallbacks">How many of the requests it answered in place of a version that was late or had failed.</param>
/// <param name="Late">How many requests it was late with, so that another was asked.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Milliseconds">How long the requests took; null: there were none.</param>
public sealed record ServedView(long Requests, long Batches, long Rows, long Fallbacks, long Late, long Failures, MillisecondsView? Milliseconds)
{
    /// <summary>The view of figures.</summary>
    public static ServedView Of(ServedFigures figures) => new(
        figures.Times.Count(), figures.Batches, figures.Rows, figures.Fallbacks, figures.Late, figures.Failures, MillisecondsView.Of(figures.Times));
}
