using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>A column divided into parts, to compare how rows fall into them with how others do. A missing value is a part of its own, the last.</summary>
/// <param name="Bounds">Of numbers, the bounds between intervals, rising; a bound belongs to the interval above it. Otherwise null.</param>
/// <param name="Words">Of words, those that are parts by themselves; all others, new or rare, are one part after them. Otherwise null.</param>
/// <param name="Rows">How many rows fall into each part; of numbers, as many as their share says.</param>
public sealed record ColumnParts(IReadOnlyList<double>? Bounds, IReadOnlyList<string>? Words, IReadOnlyList<double> Rows)
{
    /// <summary>The parts that a report divides a column into; null where it says nothing to compare with.</summary>
    /// <param name="column">What the report says of the column.</param>
    /// <param name="rows">Of how many rows.</param>
    public static ColumnParts? Of(ColumnCondition column, int rows) => column switch
    {
        { Words: { } words } => new(Bounds: null, [.. words.Keys], [.. words.Values, rows - column.Missing - words.Values.Sum(), column.Missing]),
        { Numbers.Distribution: { } spread } => new(spread.Bounds, Words: null, [.. spread.Shares.Select(share => share * (rows - column.Missing)), column.Missing]),
        _ => null,
    };

    /// <summary>How many rows of a column fall into each part; null where it is of another kind.</summary>
    public double[]? Count(SourceColumn column) => column switch
    {
        CategoryColumn words when Words is not null => Count(words),
        not CategoryColumn when Bounds is not null => Count(column.Present(), column.Rows),
        _ => null,
    };

    /// <summary>What a part is, for people: <c>12 to 20</c>, <c>SKU001</c>, <c>missing</c>.</summary>
    public string NameOf(int part) =>
        part == Rows.Count - 1 ? "missing"
        : Words is not null ? part < Words.Count ? Words[part] : "others"
        : (part > 0, part < Bounds!.Count) switch
        {
            (false, false) => "any",
            (false, true) => $"under {(float)Bounds[0]}",
            (true, false) => $"from {(float)Bounds[^1]}",
            _ => $"{(float)Bounds[part - 1]} to {(float)Bounds[part]}",
        };

    private double[] Count(double[] present, int rows) =>
        [.. Distribution.Over(Bounds!, present).Shares.Select(share => share * present.Length), rows - present.Length];

    private double[] Count(CategoryColumn column)
    {
        var parts = Words!.Select((word, part) => (word, part)).ToDictionary(w => w.word, w => w.part, StringComparer.Ordinal);
        var partOf = column.Words.Select(word => parts.GetValueOrDefault(word, parts.Count)).ToArray();
        var counts = new double[parts.Count + 2];
        foreach (var code in column.Codes)
        {
            counts[code == CategoryColumn.Missing ? parts.Count + 1 : partOf[code]]++;
        }

        return counts;
    }
}
