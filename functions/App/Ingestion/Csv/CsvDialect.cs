using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>
/// Finds out how a file is written where nobody has said: by a first line <c>sep=;</c>, by which delimiter and quote give the header the
/// columns that are asked for and every record as many cells, and by how the numbers in those columns are written.
/// </summary>
internal static class CsvDialect
{
    /// <summary>So many records are looked at for what stands between cells, and so many for what stands before decimals.</summary>
    private const int MostRecords = 100;
    private const int MostNumbers = 1_000;

    /// <summary>As many bytes as a first line <c>sep=;</c> may have.</summary>
    public const int LongestSeparatorLine = 16;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The options with what was unknown found out.</summary>
    /// <param name="head">The first bytes of the file, UTF-8, without a byte order mark.</param>
    /// <param name="schema">The columns that are asked for.</param>
    /// <param name="options">What is known.</param>
    public static CsvOptions Detect(ReadOnlySpan<byte> head, CsvSchema schema, CsvOptions options)
    {
        if (Separator(head) is { } said && said != options.Decimal)
        {
            options = options with { Delimiter = said, Unknown = options.Unknown & ~CsvForm.Delimiter };
        }

        if (options.Unknown == CsvForm.None)
        {
            return options.EncodingAssumed is null ? options : options with { Assumed = options.EncodingAssumed };
        }

        var best = options;
        (int Columns, double Even, int Cells)? highest = null;
        foreach (var form in Candidates(options))
        {
            // Where no cell begins with it, it is an apostrophe.
            if (form.Quote == '\'' && options.Unknown.HasFlag(CsvForm.Quote) && !HasCellThatBeginsWith((byte)'\'', head, (byte)form.Delimiter))
            {
                continue;
            }

            var score = Score(head, schema, form);
            if (highest is null || score.CompareTo(highest.Value) > 0)
            {
                (best, highest) = (form, score);
            }

            if (score.Columns == schema.Columns.Count && score.Even == 1)
            {
                break;
            }
        }

        var found = best with { Unknown = CsvForm.None };
        found = options.Unknown.HasFlag(CsvForm.Decimal) && HasDecimalCommas(head, schema, found) ? found with { Decimal = ',' } : found;
        return found with { Assumed = string.Join("; ", new[] { options.EncodingAssumed, Told(found, options.Unknown) }.OfType<string>()) is { Length: > 0 } told ? told : null };
    }

    /// <summary>The delimiter that a first line <c>sep=;</c> names, as spreadsheets write it; null where there is no such line.</summary>
    public static char? Separator(ReadOnlySpan<byte> head) =>
        SeparatorLine(head) > 0 ? (char)head[head[0] == '"' ? 5 : 4] : null;

    /// <summary>How many bytes such a line has, its line end included; 0 where there is none.</summary>
    public static int SeparatorLine(ReadOnlySpan<byte> head)
    {
        var isQuoted = head is [(byte)'"', ..];
        var line = isQuoted ? head[1..] : head;
        if (line.Length < 5 || !line.StartsWith("sep="u8) || line[4] >= 0x80 || char.IsAsciiLetterOrDigit((char)line[4]) || line[4] is (byte)'"' or (byte)'\r' or (byte)'\n')
        {
            return 0;
        }

        var length = isQuoted ? 7 : 5;
        if (isQuoted && (head.Length < 7 || head[6] != '"'))
        {
            return 0;
        }

        return head[length..] switch
        {
            [(byte)'\r', (byte)'\n', ..] => length + 2,
            [(byte)'\r' or (byte)'\n', ..] => length + 1,
            [] => length,
            _ => 0,
        };
    }

    // What is usual comes first, and wins where others do no better.
    private static IEnumerable<CsvOptions> Candidates(CsvOptions options) =>
        from delimiter in options.Unknown.HasFlag(CsvForm.Delimiter) ? Delimiters.Where(d => d != options.Decimal || options.Unknown.HasFlag(CsvForm.Decimal)) : [options.Delimiter]
        from quote in options.Unknown.HasFlag(CsvForm.Quote) ? ['"', '\''] : new[] { options.Quote }
        select options with { Delimiter = delimiter, Quote = quote };

    private static bool HasCellThatBeginsWith(byte quote, ReadOnlySpan<byte> head, byte delimiter)
    {
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == quote && (i == 0 || head[i - 1] == delimiter || head[i - 1] is (byte)'\n' or (byte)'\r'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How well a form fits: columns of the schema that the header has, then whether records have as many cells as the header, then how many cells that is.</summary>
    private static (int Columns, double Even, int Cells) Score(ReadOnlySpan<byte> head, CsvSchema schema, CsvOptions form)
    {
        var records = CsvSample.Of(head, form, MostRecords);
        if (records.Count == 0)
        {
            return (0, 0, 0);
        }

        var names = form.Names ?? [.. records[0].Select(name => name.Trim())];
        var rows = form.Names is null ? records.Skip(1).ToList() : records;
        var even = rows.Count == 0 ? 1 : rows.Count(row => row.Count == names.Count) / (double)rows.Count;
        return (form.Names is null ? schema.Columns.Count(column => names.Contains(column.Name)) : 0, Math.Round(even, 3), names.Count);
    }

    /// <summary>Whether the numbers that are asked for have decimal commas beyond doubt: some do, in a place where no group of thousands could end, and none has a point.</summary>
    private static bool HasDecimalCommas(ReadOnlySpan<byte> head, CsvSchema schema, CsvOptions form)
    {
        var records = CsvSample.Of(head, form, MostNumbers);
        if (form.Delimiter == ',' && records.Count < 2)
        {
            return false;
        }

        var names = form.Names ?? (records.Count == 0 ? [] : [.. records[0].Select(name => name.Trim())]);
        var numbers = schema.Columns.Where(column => column.Kind is CsvColumnKind.Number or CsvColumnKind.PreciseNumber)
            .Select(column => names.ToList().IndexOf(column.Name)).Where(place => place >= 0).ToArray();
        var commas = false;
        foreach (var record in records.Skip(form.Names is null ? 1 : 0))
        {
            foreach (var cell in numbers.Where(place => place < record.Count).Select(place => record[place].Trim()))
            {
                if (cell.Contains('.', StringComparison.Ordinal))
                {
                    return false;
                }

                commas |= IsDecimalComma(cell);
            }
        }

        return commas;
    }

    private static bool IsDecimalComma(string cell)
    {
        var comma = cell.IndexOf(',', StringComparison.Ordinal);
        return comma >= 0
            && (cell.Length - comma != 4 || cell[..comma].TrimStart('-', '+') is "0" or "" or { Length: > 3 })
            && CsvNumber.TryParse(Encoding.UTF8.GetBytes(cell.Replace(',', '.')), out double _);
    }

    private static string? Told(CsvOptions found, CsvForm unknown)
    {
        var told = new List<string>();
        if (unknown.HasFlag(CsvForm.Delimiter))
        {
            told.Add($"{(found.Delimiter == '\t' ? "tabs" : $"'{found.Delimiter}'")} between cells");
        }

        if (unknown.HasFlag(CsvForm.Decimal))
        {
            told.Add($"'{found.Decimal}' before decimals");
        }

        if (unknown.HasFlag(CsvForm.Quote) && found.Quote != '"')
        {
            told.Add($"{found.Quote} around cells");
        }

        return told.Count == 0 ? null : $"read with {string.Join(" and ", told)}, as was found out; where it is otherwise, say so in $.ingestion";
    }
}
