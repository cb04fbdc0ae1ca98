using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>The columns to read, in the order in which the table will hold them; the file may order them otherwise and have more.</summary>
internal sealed class CsvSchema
{
    private const int MostSampled = 1_000;

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

    /// <summary>The schema with each column of times read as what it begins with: numbers, such as years, or dates.</summary>
    /// <param name="head">The first bytes of the file.</param>
    /// <param name="options">How it is written.</param>
    public CsvSchema WithTimes(ReadOnlySpan<byte> head, CsvOptions options)
    {
        if (Columns.All(column => column.Kind != CsvColumnKind.Time))
        {
            return this;
        }

        var records = CsvSample.Of(head, options, MostSampled);
        var names = options.Names ?? (records.Count == 0 ? [] : [.. records[0].Select(name => name.Trim())]);
        var rows = options.Names is null ? records.Skip(1).ToList() : records;
        return new CsvSchema([.. Columns.Select(column => column.Kind != CsvColumnKind.Time ? column : column with
        {
            Kind = BeginsWithNumber(rows, names.ToList().IndexOf(column.Name), options) ? CsvColumnKind.PreciseNumber : CsvColumnKind.Instant,
        })]);
    }

    private static bool BeginsWithNumber(IReadOnlyList<IReadOnlyList<string>> rows, int place, CsvOptions options)
    {
        var first = rows.Where(row => place >= 0 && place < row.Count).Select(row => row[place].Trim()).FirstOrDefault(cell => cell.Length > 0 && !options.MissingNumbers.Contains(cell));
        return first is not null && CsvNumber.TryParse(Encoding.UTF8.GetBytes(options.Decimal == '.' ? first : first.Replace(options.Decimal, '.')), out double _);
    }
}
