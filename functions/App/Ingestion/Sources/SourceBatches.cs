using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>Finds the batches that belong together: one of the pipeline's own, and the newest of each source.</summary>
public sealed class SourceBatches(BatchStore batches)
{
    /// <summary>The source that a file is of; null: it is one of the pipeline's own.</summary>
    public static string? SourceOf(PipelineDefinition definition, string file) => definition.Sources.FirstOrDefault(source => source.Has(file))?.Name;

    /// <summary>What a pipeline has no file of yet: names of sources, and <c>""</c> for its own files; empty where it is complete.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(definition, cancellationToken);
        return [.. definition.Sources.Select(source => source.Name).Prepend("").Where(name => !newest.ContainsKey(name))];
    }

    /// <summary>The batches to work from.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="batchId">The batch of its own files; null, or one of a source: the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">There is no such batch, or a source has no file yet.</exception>
    public async Task<BatchSet> RequireAsync(PipelineDefinition definition, string? batchId, CancellationToken cancellationToken)
    {
        var asked = batchId is null ? null : await RequireAsync(definition.Name, batchId, cancellationToken);
        var newest = await NewestAsync(definition, cancellationToken);
        var main = asked is not null && SourceOf(definition, asked.File) is null ? asked : newest.GetValueOrDefault("")
            ?? throw new PipelineException($"Pipeline '{definition.Name}' has no data yet: drop a CSV file into {Containers.Raw}/{definition.Name}/.");
        var missing = definition.Sources.Select(source => source.Name).Where(name => !newest.ContainsKey(name)).ToArray();
        return missing.Length == 0
            ? new BatchSet(main, new SortedDictionary<string, Batch>(newest.Where(n => n.Key.Length > 0).ToDictionary(), StringComparer.Ordinal))
            : throw new PipelineException(
                $"Pipeline '{definition.Name}' waits for data of {string.Join(", ", missing)}: drop a CSV file named {missing[0]}.csv or {missing[0]}-….csv into {Containers.Raw}/{definition.Name}/.");
    }

    /// <summary>The batches of given ids.</summary>
    /// <exception cref="PipelineException">One of them is not there.</exception>
    public async Task<BatchSet> GetAsync(string pipeline, string batchId, IReadOnlyDictionary<string, string> sourceIds, CancellationToken cancellationToken)
    {
        var sources = new SortedDictionary<string, Batch>(StringComparer.Ordinal);
        foreach (var (source, id) in sourceIds)
        {
            sources.Add(source, await RequireAsync(pipeline, id, cancellationToken));
        }

        return new BatchSet(await RequireAsync(pipeline, batchId, cancellationToken), sources);
    }

    private async Task<Batch> RequireAsync(string pipeline, string batchId, CancellationToken cancellationToken) =>
        await batches.GetAsync(pipeline, batchId, cancellationToken) ?? throw new PipelineException($"Pipeline '{pipeline}' has no batch '{batchId}'.");

    private async Task<Dictionary<string, Batch>> NewestAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, Batch>(StringComparer.Ordinal);
        await foreach (var batch in batches.ListAsync(definition.Name, cancellationToken))
        {
            var source = SourceOf(definition, batch.File) ?? "";
            if (!newest.TryGetValue(source, out var known) || batch.Received > known.Received)
            {
                newest[source] = batch;
            }
        }

        return newest;
    }
}
