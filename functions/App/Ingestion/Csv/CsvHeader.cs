using System.Text;
using System.Text.Unicode;

namespace MlFunctions.Ingestion.Csv;

/// <summary>The names in the first record, and what they mean for a schema.</summary>
internal sealed class CsvHeader
{
    private CsvHeader(IReadOnlyList<string> names, int length, string? assumed)
    {
        Names = names;
        Length = length;
        Assumed = assumed;
    }

    /// <summary>The names, spaces around them removed.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many bytes of its block it takes, its line end and blank lines before it included.</summary>
    public int Length { get; }

    /// <summary>What was assumed of how it is written, for messages; null: nothing.</summary>
    private string? Assumed { get; }

    /// <summary>The line where it stands, from 1.</summary>
    public long Line { get; private init; }

    /// <summary>How many records it takes, blank lines before it included.</summary>
    public int Slots { get; private init; }

    /// <summary>Reads the first record that is not blank; null where the block has none</summary>
    /// <exception cref="CsvException">It is not UTF-8, has too many names or a malformed one.</exception>
    public static CsvHeader? Read(string file, ReadOnlySpan<byte> bytes, CsvBlock block, CsvOptions options)
    {
        var position = 0;
        var blank = 0;
        while (position < block.Length && bytes[position] is (byte)'\n' or (byte)'\r')
        {
            CellReader.SkipLineEnd(bytes, ref position);
            blank++;
        }

        if (block.FirstSlot == 0 && position < block.Length && CsvDialect.SeparatorLine(bytes[position..block.Length]) is > 0 and var separator)
        {
            position += separator;
            blank++;
        }

        while (position < block.Length && bytes[position] is (byte)'\n' or (byte)'\r')
        {
            CellReader.SkipLineEnd(bytes, ref position);
            blank++;
        }

        var names = new List<string>();
        var line = block.Line + blank;
        if (position >= block.Length)
        {
            return null;
        }

        if (options.Names is { } given)
        {
            return new CsvHeader(given, position, options.Assumed) { Line = line, Slots = blank };
        }

        ReadNames(file, bytes, ref position, options, names, line);
        return new CsvHeader(names, Math.Min(position, block.Length), options.Assumed) { Line = line, Slots = blank + 1 };
    }

    /// <summary>For each column of the file the place of its column in the schema, −1 where it has none.</summary>
    /// <exception cref="CsvException">A column of the schema is missing, or there twice.</exception>
    public int[] Match(string file, CsvSchema schema)
    {
        CheckNames(file, schema);
        var wanted = schema.Columns.Select((column, place) => (column.Name, place)).ToDictionary(c => c.Name, c => c.place, StringComparer.Ordinal);
        var places = Names.Select(name => wanted.GetValueOrDefault(name, -1)).ToArray();
        var missing = Missing(schema);
        return missing.Count == 0
            ? places
            : throw new CsvException(file, missing.Count == 1 ? WhyMissing : $"{WhyMissing}; missing too: {Listed([.. missing.Skip(1)])}", Line, missing[0]);
    }

    /// <summary>Sees to it that each column of a schema is there no more than once; what nobody reads may be.</summary>
    /// <exception cref="CsvException">One is there twice.</exception>
    public void CheckNames(string file, CsvSchema schema)
    {
        if (Names.Where(name => schema.Columns.Any(column => column.Name == name)).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new CsvException(file, $"the header names it {twice.Count()} times; names must differ", Line, twice.Key);
        }
    }

    /// <summary>The columns of a schema that it does not have.</summary>
    public IReadOnlyList<string> Missing(CsvSchema schema) => [.. schema.Columns.Select(column => column.Name).Except(Names, StringComparer.Ordinal)];

    /// <summary>What is said of a column that it does not have.</summary>
    public string WhyMissing => $"the column is missing; the header has {Listed(Names)}{(Assumed is null ? "" : $" ({Assumed})")}";

    private static void ReadNames(string file, ReadOnlySpan<byte> bytes, ref int position, CsvOptions options, List<string> names, long line)
    {
        var cells = new CellReader((byte)options.Delimiter, (byte)options.Quote);
        while (true)
        {
            var cell = cells.Read(bytes, ref position, out var fault, out _);
            if (cell.Contains((byte)0) || !Utf8.IsValid(cell))
            {
                throw new CsvException(file, $"the header has {Excerpt.Of(cell)}, which is not UTF-8 text; save the file as UTF-8, or say $.ingestion.encoding", line);
            }

            if (fault != CellReader.Fault.None)
            {
                throw new CsvException(file, $"the header's name {Excerpt.Of(cell)} has a quote where none may be", line);
            }

            names.Add(Encoding.UTF8.GetString(cell).Trim());
            if (names.Count > options.MaxColumns)
            {
                throw new CsvException(file, $"more than {options.MaxColumns} columns, which is the limit", line);
            }

            if (bytes[position] != options.Delimiter)
            {
                CellReader.SkipLineEnd(bytes, ref position);
                return;
            }

            position++;
        }
    }

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(20)) + (names.Count > 20 ? $" and {names.Count - 20} more" : "");
}
