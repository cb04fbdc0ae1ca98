namespace MlFunctions.Learning;

/// <summary>Tries every combination of a grid.</summary>
public static class GridSearch
{
    /// <summary>The candidates of one trainer: one a combination of the grid.</summary>
    /// <param name="trainer">The name of the trainer.</param>
    /// <param name="grid">By name the values to try; see <see cref="ParameterGrid.Expand"/>.</param>
    public static IReadOnlyList<Candidate> Candidates(string trainer, IReadOnlyDictionary<string, IReadOnlyList<object?>> grid) =>
        [.. ParameterGrid.Expand(grid).Select(set => new Candidate(trainer, set))];
}
