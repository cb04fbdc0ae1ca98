using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Reads batches into typed columns, joins them, and adds what series say of earlier rows.</summary>
public sealed class PipelineDataReader(RawData rawData)
{
    /// <summary>Reads the batches that belong together.</summary>
    /// <exception cref="PipelineException">A file cannot be used at all, or the files cannot be joined.</exception>
    public async Task<PipelineData> ReadAsync(PipelineDefinition definition, BatchSet set, CancellationToken cancellationToken)
    {
        var read = new List<BatchContent>();
        try
        {
            read.Add(await ReadAsync(definition, set.Main, null, cancellationToken));
            foreach (var source in definition.Sources)
            {
                read.Add(await ReadAsync(definition, set.Sources[source.Name], source.Name, cancellationToken));
            }

            var warnings = read.SelectMany(Warnings).ToList();
            return new PipelineData(read, Together(definition, read, warnings), warnings);
        }
        catch
        {
            await new PipelineData(read, new SourceTable([]), []).DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads one batch.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="source">The source that it is of; null: the pipeline itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The file cannot be used at all.</exception>
    public async Task<BatchContent> ReadAsync(PipelineDefinition definition, Batch batch, string? source, CancellationToken cancellationToken)
    {
        var content = await rawData.OpenAsync(batch, cancellationToken);
        try
        {
            (content, var assumed) = await CsvText.OpenAsync(content, batch.Path, definition.Ingestion.Encoding, cancellationToken);
            var schema = source is null ? PipelineSchema.Of(definition) : PipelineSchema.Of(definition, definition.Sources.First(s => s.Name == source));
            var options = PipelineSchema.Options(definition, schema, source is not null) with { EncodingAssumed = assumed };
            return new BatchContent(batch, source, await PreciseNumbers.ReadAsync(content, batch.Path, schema, options, cancellationToken), content);
        }
        catch (CsvException exception)
        {
            await content.DisposeAsync();
            throw new UnusableBatchException(batch, exception.Message, exception);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    private static SourceTable Together(PipelineDefinition definition, List<BatchContent> read, List<string> warnings)
    {
        var asked = read[0];
        try
        {
            var table = read[0].Csv.Table;
            foreach (var (source, batch) in definition.Sources.Zip(read.Skip(1)))
            {
                // What makes a join impossible is in the file that is joined.
                asked = batch;
                var joined = TableJoin.ByKey(table, batch.Csv.Table, source.Key);
                if (joined.Unmatched > 0)
                {
                    warnings.Add($"{joined.Unmatched:N0} of {table.Rows:N0} rows were left out, because {batch.Batch.File} does not know their '{source.Key}'");
                }

                table = joined.Table;
            }

            asked = read[0];
            return definition.Series.Aggregate(table, (extended, series) => series.Extend(extended));
        }
        catch (PreparationException exception)
        {
            throw new UnusableBatchException(asked.Batch, $"{string.Join(" and ", read.Select(batch => batch.Batch.File))} cannot be made one table: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Warnings(BatchContent read)
    {
        var file = read.Source is null ? "" : $" of {read.Batch.File}";
        if (read.Csv.BadRows > 0)
        {
            yield return $"{read.Csv.BadRows:N0} bad rows{file} were quarantined; the first: {read.Csv.Bad[0].Fault}";
        }

        if (read.Csv.ExtraColumns.Count > 0)
        {
            yield return $"columns{file} that the definition does not name were ignored: {string.Join(", ", read.Csv.ExtraColumns)}";
        }
    }
}
