namespace MlFunctions.Preparation;

/// <summary>The state of one column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Missing">How many rows have no value.</param>
/// <param name="Numbers">For a number column with any value, what its numbers are like; otherwise null.</param>
/// <param name="Words">For a category column, how many rows have each word, most frequent first, at most a hundred; otherwise null.</param>
internal sealed record ColumnCondition(string Name, int Missing, NumberCondition? Numbers, IReadOnlyDictionary<string, int>? Words)
{
    /// <summary>For a category column, how many different words there are.</summary>
    public int DistinctWords { get; init; }
}
