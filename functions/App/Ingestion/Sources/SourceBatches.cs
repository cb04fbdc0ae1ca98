using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>Finds the batches that belong together: one of the pipeline's own, and the newest usable one of each source.</summary>
public sealed class SourceBatches(BatchStore batches, BatchCheck check)
{
    /// <summary>The source that a file is of; null: it is one of the pipeline's own.</summary>
    public static string? SourceOf(PipelineDefinition definition, string file)
    {
        var name = file[(file.LastIndexOf('/') + 1)..];
        return definition.Sources.FirstOrDefault(source => source.Has(name))?.Name;
    }

    /// <summary>What a pipeline has no usable file of yet: names of sources, and <c>""</c> for its own files; empty where it is complete.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var (newest, _) = await NewestAsync(definition, cancellationToken);
        return [.. definition.Sources.Select(source => source.Name).Prepend("").Where(name => !newest.ContainsKey(name))];
    }

    /// <summary>The batches to work from.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="batchId">The batch of its own files; null, or one of a source: the newest that is usable.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">There is no such batch, it is not usable, or a source has no usable file yet.</exception>
    public async Task<BatchSet> RequireAsync(PipelineDefinition definition, string? batchId, CancellationToken cancellationToken)
    {
        var asked = batchId is null ? null : await check.CheckAsync(definition, await RequireAsync(definition.Name, batchId, cancellationToken), cancellationToken);
        if (asked?.WhyNot is { } why)
        {
            throw new PipelineException($"{why}.");
        }

        var (newest, passedOver) = await NewestAsync(definition, cancellationToken);
        var refusals = passedOver.Count == 0 ? "" : $" {passedOver[0].WhyNot}.";
        var isMain = asked is not null && SourceOf(definition, asked.File) is null;
        var main = isMain ? asked! : newest.GetValueOrDefault("")
            ?? throw new PipelineException($"Pipeline '{definition.Name}' has no data yet that it can use: drop a CSV file into {Containers.Raw}/{definition.Name}/.{refusals}");
        var missing = definition.Sources.Select(source => source.Name).Where(name => !newest.ContainsKey(name)).ToArray();
        return missing.Length == 0
            ? new BatchSet(main, new SortedDictionary<string, Batch>(newest.Where(n => n.Key.Length > 0).ToDictionary(), StringComparer.Ordinal))
            {
                PassedOver = [.. passedOver.Where(batch => !isMain || SourceOf(definition, batch.File) is not null)],
            }
            : throw new PipelineException(
                $"Pipeline '{definition.Name}' waits for data of {string.Join(", ", missing)}: drop a CSV file named {missing[0]}.csv or {missing[0]}-….csv into {Containers.Raw}/{definition.Name}/.{refusals}");
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

    /// <summary>By source the newest usable batch, and the batches that came after it and are refused, newest first.</summary>
    private async Task<(Dictionary<string, Batch> Newest, List<Batch> PassedOver)> NewestAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, Batch>(StringComparer.Ordinal);
        var passedOver = new List<Batch>();
        var all = await batches.ListAsync(definition.Name, cancellationToken).ToListAsync(cancellationToken);
        foreach (var batch in all.OrderByDescending(batch => batch.Received).ThenBy(batch => batch.BatchId, StringComparer.Ordinal))
        {
            var source = SourceOf(definition, batch.File) ?? "";
            if (newest.ContainsKey(source))
            {
                continue;
            }

            var looked = await check.CheckAsync(definition, batch, cancellationToken);
            if (looked.State == BatchState.Usable)
            {
                newest.Add(source, looked);
            }
            else if (looked.State == BatchState.Refused)
            {
                passedOver.Add(looked);
            }
        }

        return (newest, passedOver);
    }
}
