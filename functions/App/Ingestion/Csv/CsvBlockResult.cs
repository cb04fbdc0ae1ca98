namespace MlFunctions.Ingestion.Csv;

/// <summary>What the second pass found in a block beside the values.</summary>
internal sealed class CsvBlockResult(int dictionaries)
{
    /// <summary>The words of each column without declared ones.</summary>
    public Utf8Words[] Words { get; } = NewWords(dictionaries);

    /// <summary>The slots that hold no row, rising: blank lines and bad rows.</summary>
    public List<int> Holes { get; } = [];

    /// <summary>How many of the holes are bad rows.</summary>
    public int BadRows { get; set; }

    /// <summary>How many rows are bad by the column first at fault; rows that have too few or too many cells are not among them.</summary>
    public Dictionary<string, int> BadRowsByColumn { get; } = new(StringComparer.Ordinal);

    /// <summary>The first of the bad rows.</summary>
    public List<CsvFault> Faults { get; } = [];

    /// <summary>Why the file as a whole cannot be read; null where it can.</summary>
    public CsvException? Refusal { get; set; }

    private static Utf8Words[] NewWords(int count)
    {
        var words = new Utf8Words[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = new Utf8Words();
        }

        return words;
    }
}
