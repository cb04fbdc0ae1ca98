namespace MlFunctions.Ingestion.Csv;

/// <summary>What the second pass found in a block beside the values.</summary>
/// <param name="words">The words of each category column, by the codes that stand in the block; other blocks may share them.</param>
internal sealed class CsvBlockResult(Utf8Words[] words)
{
    /// <summary>The words of each category column, by the codes that stand in the block.</summary>
    public Utf8Words[] Words { get; } = words;

    /// <summary>The slots that hold no row, rising: blank lines and bad rows.</summary>
    public List<int> Holes { get; } = [];

    /// <summary>How many of the holes are bad rows.</summary>
    public int BadRows { get; set; }

    /// <summary>How many rows are bad by the column first at fault; rows that have too few or too many cells are not among them.</summary>
    public Dictionary<string, int> BadRowsByColumn { get; } = new(StringComparer.Ordinal);

    /// <summary>The first of the bad rows.</summary>
    public List<CsvBadRow> Bad { get; } = [];

    /// <summary>Why the file as a whole cannot be read; null where it can.</summary>
    public CsvException? Refusal { get; set; }
}
