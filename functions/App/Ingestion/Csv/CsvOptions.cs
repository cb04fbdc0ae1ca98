namespace MlFunctions.Ingestion.Csv;

/// <summary>How a file is written, and the limits within which it is read.</summary>
internal sealed record CsvOptions
{
    public static CsvOptions Default { get; } = new();

    /// <summary>What stands between cells: an ASCII character.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands before the decimals of a number: an ASCII character.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>What stands around cells that hold delimiters or line ends: an ASCII character.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Which of these nobody has said, so that they are found out from the beginning of the file.</summary>
    public CsvForm Unknown { get; init; }

    /// <summary>What was found out, for messages; null: nothing.</summary>
    public string? Assumed { get; init; }

    /// <summary>What was assumed of the encoding, for messages; null: nothing.</summary>
    public string? EncodingAssumed { get; init; }

    /// <summary>The names of the columns, of a file without a header; null: its first record is the header.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>What is read as a missing number or date, beside an empty cell.</summary>
    public IReadOnlyList<string> MissingNumbers { get; init; } = ["NA", "N/A", "n/a", "na", "#N/A", "#NA", "NaN", "nan", "NULL", "Null", "null", "None", "none", "?", "-"];

    /// <summary>What is read as a missing word, beside an empty cell.</summary>
    public IReadOnlyList<string> MissingWords { get; init; } = [];

    /// <summary>How numbers are decorated.</summary>
    public CsvNumberStyle Numbers { get; init; } = new();

    /// <summary>The longest record accepted, in bytes; quoted line ends count as part of it.</summary>
    public int MaxRecordLength { get; init; } = 4 << 20;

    /// <summary>The most columns accepted.</summary>
    public int MaxColumns { get; init; } = 16_384;

    /// <summary>The most rows accepted.</summary>
    public int MaxRows { get; init; } = 200_000_000;

    /// <summary>How many bad rows are described; all are counted.</summary>
    public int MaxFaults { get; init; } = 100;

    /// <summary>How many threads parse. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How many bytes a thread takes at a time. The result does not depend on it.</summary>
    public int BlockLength { get; init; } = 1 << 18;

    /// <exception cref="ArgumentException">A separator is not ASCII, is used for something else too, or a limit is not positive.</exception>
    public void Validate()
    {
        foreach (var (name, value) in new[] { (nameof(Delimiter), Delimiter), (nameof(Decimal), Decimal) })
        {
            if (!char.IsAscii(value) || char.IsAsciiLetterOrDigit(value) || value is '"' or '\r' or '\n' or '\0' or '+' or '-')
            {
                throw new ArgumentException($"{name} '{value}' is not an ASCII punctuation mark, a tab or a space.");
            }
        }

        if (Quote is not ('"' or '\''))
        {
            throw new ArgumentException($"{nameof(Quote)} '{Quote}' is not \" or '.");
        }

        if (Delimiter == Quote || Decimal == Quote)
        {
            throw new ArgumentException($"'{Quote}' cannot stand both around cells and in or between them.");
        }

        foreach (var limit in new[] { MaxRecordLength, MaxColumns, MaxRows, MaxFaults, Threads, BlockLength })
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        }
    }
}
