namespace MlFunctions.Learning;

/// <summary>Lists of values for hyperparameters, and every combination of them.</summary>
public static class ParameterGrid
{
    /// <summary>How many combinations one grid may have.</summary>
    public const int MaxCombinations = 100_000;

    /// <summary>Every combination, ordered by name and then by the order of the values; the last name changes fastest. An empty grid has one: nothing set.</summary>
    /// <param name="grid">By name the values to try: numbers, words, true, false or null.</param>
    /// <exception cref="ArgumentException">A list is empty, or there are more than <see cref="MaxCombinations"/> combinations.</exception>
    public static IReadOnlyList<HyperparameterSet> Expand(IReadOnlyDictionary<string, IReadOnlyList<object?>> grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Check(grid);
        IEnumerable<KeyValuePair<string, object?>[]> combinations = [[]];
        foreach (var (name, values) in grid.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            combinations = combinations.SelectMany(_ => values, (set, value) => set.Append(new(name, value)).ToArray());
        }

        return [.. combinations.Select(set => new HyperparameterSet(set))];
    }

    private static void Check(IReadOnlyDictionary<string, IReadOnlyList<object?>> grid)
    {
        if (grid.FirstOrDefault(g => g.Value.Count == 0) is { Key: { } empty })
        {
            throw new ArgumentException($"The grid has no value for '{empty}'; give at least one or leave it out.", nameof(grid));
        }

        var combinations = grid.Values.Aggregate(1.0, (product, values) => product * values.Count);
        if (combinations > MaxCombinations)
        {
            throw new ArgumentException($"The grid has {combinations:N0} combinations, at most {MaxCombinations:N0} are allowed.", nameof(grid));
        }
    }
}
