using MlFunctions.Pipelines;

namespace MlFunctions.Ingestion;

/// <summary>The batches that a run works from together.</summary>
/// <param name="Main">A batch of the pipeline's own files.</param>
/// <param name="Sources">By source, in order of name: the batch that is joined to it.</param>
public sealed record BatchSet(Batch Main, IReadOnlyDictionary<string, Batch> Sources)
{
    /// <summary>SHA-256 of the file that models of few rows are tried on; null: the definition names none, or there is none.</summary>
    public string? HoldoutHash { get; init; }

    /// <summary>The batches that are newer and cannot be used, newest first.</summary>
    public IReadOnlyList<Batch> PassedOver { get; init; } = [];

    /// <summary>The batch that is worked from in the place of one that cannot be used.</summary>
    public Batch BatchFor(PipelineDefinition definition, Batch other) => SourceBatches.SourceOf(definition, other.File) is { } source ? Sources[source] : Main;

    /// <summary>By source: the id of its batch.</summary>
    public IReadOnlyDictionary<string, string> SourceIds => Sources.ToDictionary(source => source.Key, source => source.Value.BatchId, StringComparer.Ordinal);
}
