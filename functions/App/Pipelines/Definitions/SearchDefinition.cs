namespace MlFunctions.Pipelines;

/// <summary>How the hyperparameters of a candidate are searched.</summary>
public sealed record SearchDefinition
{
    /// <summary>The strategy.</summary>
    public SearchStrategy Strategy { get; init; } = SearchStrategy.Grid;

    /// <summary>How many combinations are drawn; null: every one of the grid, which <see cref="SearchStrategy.Random"/> does not take.</summary>
    public int? Count { get; init; }

    /// <summary><see cref="SearchStrategy.SuccessiveHalving"/>: by how much combinations become fewer and rows more from round to round, at least 2.</summary>
    public int Factor { get; init; } = 3;
}
