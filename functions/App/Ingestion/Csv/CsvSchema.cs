namespace MlFunctions.Ingestion.Csv;

/// <summary>The columns to read, in the order in which the table will hold them; the file may order them otherwise and have more.</summary>
internal sealed class CsvSchema
{
    /// <exception cref="ArgumentException">There is no column, or two share a name.</exception>
    public CsvSchema(IReadOnlyList<CsvColumn> columns)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("A schema needs a column.", nameof(columns));
        }

        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two columns are named '{twice.Key}'.", nameof(columns));
        }

        Columns = columns;
    }

    public IReadOnlyList<CsvColumn> Columns { get; }
}
