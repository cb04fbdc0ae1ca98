using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>The state of one column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Missing">How many rows have no value.</param>
/// <param name="Numbers">For a number column with any value, what its numbers are like; otherwise null.</param>
/// <param name="Words">For a category column, how many rows have each word, most frequent first, at most a hundred; otherwise null.</param>
public sealed record ColumnCondition(string Name, int Missing, NumberCondition? Numbers, IReadOnlyDictionary<string, int>? Words)
{
    private const int MostWords = 100;

    /// <summary>How many rows were quarantined for it: a text in a number column, a number out of range, a word that is not declared, a required value that is missing.</summary>
    public int BadRows { get; init; }

    /// <summary>How far the column has moved since the batch before; null where there is none to compare with.</summary>
    public DriftMeasure? Drift { get; init; }

    /// <summary>The source that it was joined from, whose rows it describes; null: the pipeline's own files.</summary>
    public string? Source { get; init; }

    /// <summary>For a category column, how many different words there are.</summary>
    public int DistinctWords { get; init; }

    /// <summary>Looks a column over.</summary>
    public static ColumnCondition Of(SourceColumn column) => column switch
    {
        CategoryColumn words => OfWords(words),
        _ => OfNumbers(column.Name, column.Present(), column.Rows),
    };

    private static ColumnCondition OfNumbers(string name, double[] present, int rows) =>
        new(name, rows - present.Length, present.Length == 0 ? null : NumberCondition.Of(present), null);

    private static ColumnCondition OfWords(CategoryColumn column)
    {
        var counts = new int[column.Words.Count];
        foreach (var code in column.Codes)
        {
            if (code != CategoryColumn.Missing)
            {
                counts[code]++;
            }
        }

        var used = Enumerable.Range(0, counts.Length).Where(w => counts[w] > 0).ToArray();
        var frequent = used.OrderByDescending(w => counts[w]).ThenBy(w => column.Words[w], StringComparer.Ordinal).Take(MostWords);
        return new ColumnCondition(column.Name, column.Rows - counts.Sum(), null, frequent.ToDictionary(w => column.Words[w], w => counts[w], StringComparer.Ordinal))
        {
            DistinctWords = used.Length,
        };
    }
}
