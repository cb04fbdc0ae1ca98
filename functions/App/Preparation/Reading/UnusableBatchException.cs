using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>A batch whose file cannot be used as its definition asks.</summary>
/// <param name="batch">The batch.</param>
/// <param name="message">What is wrong, with file and place.</param>
/// <param name="inner">What was found; null: the message says it.</param>
internal sealed class UnusableBatchException(Batch batch, string message, Exception? inner = null) : PipelineException(message, inner)
{
    /// <summary>The batch.</summary>
    public Batch Batch { get; } = batch;
}
