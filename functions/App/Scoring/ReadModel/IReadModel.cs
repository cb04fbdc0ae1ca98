namespace MlFunctions.Scoring;

/// <summary>
/// What queries of batches are answered from: batches that wait, and those that have ended. It can be emptied at any time and is built again
/// from <see cref="ScoreStore"/>. Every member throws <see cref="ReadModelAwayException"/> while it cannot be reached.
/// </summary>
public interface IReadModel
{
    /// <summary>Shows a batch as waiting, unless it is there already.</summary>
    Task AcceptAsync(BatchEntry waiting);

    /// <summary>Shows batches as they ended, in place of waiting ones. One that has ended stays as it is.</summary>
    Task ShowAsync(IReadOnlyList<BatchEntry> ended);

    /// <summary>A batch, or null.</summary>
    Task<BatchEntry?> FindAsync(string pipeline, string batchId);

    /// <summary>Batches of a pipeline, newest first.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="after">The <see cref="BatchPage.Next"/> of the page before; null: from the newest on.</param>
    /// <param name="limit">The most batches; at least 1.</param>
    Task<BatchPage> ListAsync(string pipeline, string? after, int limit);

    /// <summary>How many batches wait, over all pipelines.</summary>
    Task<long> CountWaitingAsync();

    /// <summary>Whether it holds what it should; false from when it is made or emptied until <see cref="MarkCompleteAsync"/>.</summary>
    Task<bool> IsCompleteAsync();

    /// <summary>Says that it is about to be built.</summary>
    /// <returns>What <see cref="MarkCompleteAsync"/> needs to know it by.</returns>
    Task<string> BeginBuildAsync();

    /// <summary>Says that it has been built, unless it was emptied, or another building begun, since that building began.</summary>
    Task MarkCompleteAsync(string build);
}
