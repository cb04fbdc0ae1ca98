namespace MlFunctions.Pipelines;

/// <summary>How the holdout is set apart.</summary>
public sealed record SplitDefinition
{
    /// <summary>How rows are divided.</summary>
    public SplitStrategy Strategy { get; init; } = SplitStrategy.Random;

    /// <summary>Of <see cref="SplitStrategy.Named"/>: the splitter's name; otherwise null.</summary>
    public string? Splitter { get; init; }

    /// <summary>The share of rows that train, above 0 and below 1.</summary>
    public double Ratio { get; init; } = 0.8;

    /// <summary>Where the draw starts.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>The column whose values keep their shares on both sides; null: none.</summary>
    public string? Stratify { get; init; }

    /// <summary>The column of <see cref="SplitStrategy.Grouped"/> or <see cref="SplitStrategy.TimeOrdered"/>.</summary>
    public string? By { get; init; }

    /// <summary>What models of few rows are tried on; null: on a share of the rows, however few there are.</summary>
    public SmallDataDefinition? SmallData { get; init; }
}
