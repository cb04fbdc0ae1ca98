namespace MlFunctions.Pipelines;

/// <summary>How files are read and how many bad rows are accepted.</summary>
public sealed record IngestionDefinition
{
    /// <summary>What stands between cells.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands before the decimals of a number.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>The share of rows, 0 to 1, that may be quarantined before a file is refused.</summary>
    public double MaxBadRows { get; init; } = 0.05;

    /// <summary>The population stability index above which a column has drifted since the batch before.</summary>
    public double DriftThreshold { get; init; } = 0.2;
}
