using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>The rows that a pipeline learns from: its own batch with what its sources know of each row and what earlier rows say.</summary>
/// <param name="Batches">What was read: the pipeline's own batch first, then one of each source.</param>
/// <param name="Table">The rows.</param>
/// <param name="Warnings">What should be looked at.</param>
public sealed record PipelineData(IReadOnlyList<BatchContent> Batches, SourceTable Table, IReadOnlyList<string> Warnings) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var batch in Batches)
        {
            await batch.DisposeAsync();
        }
    }
}
