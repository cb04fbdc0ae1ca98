namespace MlFunctions.Ingestion.Csv;

/// <summary>How a file is written, and the limits within which it is read.</summary>
internal sealed record CsvOptions
{
    public static CsvOptions Default { get; } = new();

    /// <summary>What stands between cells: an ASCII character.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands before the decimals of a number: an ASCII character.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>What is read as a missing number, beside an empty cell.</summary>
    public IReadOnlyList<string> MissingNumbers { get; init; } = ["NA", "N/A", "NaN", "nan", "NULL", "null"];

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

        if (Delimiter == Decimal)
        {
            throw new ArgumentException($"'{Delimiter}' cannot stand both between cells and before decimals.");
        }

        foreach (var limit in new[] { MaxRecordLength, MaxColumns, MaxRows, MaxFaults, Threads, BlockLength })
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        }
    }
}
