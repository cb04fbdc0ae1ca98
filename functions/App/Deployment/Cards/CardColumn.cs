namespace MlFunctions.Deployment;

/// <summary>A column of the data that a model was made from.</summary>
/// <param name="Name">The column.</param>
/// <param name="Role">feature or target.</param>
/// <param name="Missing">How many rows had no value.</param>
/// <param name="Words">The most frequent words; empty where it holds numbers.</param>
/// <param name="DistinctWords">How many different words there are.</param>
internal sealed record CardColumn(string Name, string Role, int Missing, IReadOnlyList<string> Words, int DistinctWords)
{
    /// <summary>The smallest number; null where it holds words.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number; null where it holds words.</summary>
    public double? Maximum { get; init; }

    /// <summary>The mean of the numbers; null where it holds words.</summary>
    public double? Mean { get; init; }
}
