using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>A batch that has been read, with its file still open.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Source">The source that it is of; null: the pipeline itself.</param>
/// <param name="Csv">What it holds.</param>
/// <param name="File">Its bytes; can seek.</param>
public sealed record BatchContent(Batch Batch, string? Source, CsvResult Csv, Stream File) : IAsyncDisposable
{
    /// <summary>Why the batch is refused; null: it is not.</summary>
    public string? Refusal(IngestionDefinition ingestion)
    {
        var rows = Csv.Table.Rows + Csv.BadRows;
        return Csv.BadRows > ingestion.MaxBadRows * rows
            ? $"{RawData.PathOf(Batch.Pipeline, Batch.File)}: {Csv.BadRows:N0} of {rows:N0} rows are bad, more than the {ingestion.MaxBadRows:P0} that the definition accepts ($.ingestion.maxBadRows); the first: {Csv.Bad[0].Fault}{(Csv.Assumed is null ? "" : $" ({Csv.Assumed})")}."
            : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => File.DisposeAsync();
}
