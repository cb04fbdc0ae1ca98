using System.Text.Json.Serialization;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Pipelines;

/// <summary>How files are read and how many bad rows are accepted.</summary>
public sealed record IngestionDefinition
{
    /// <summary>What stands between cells; null: what a file's beginning shows.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What stands before the decimals of a number; null: what a file's beginning shows.</summary>
    public char? Decimal { get; init; }

    /// <summary>What stands around cells that hold delimiters; null: what a file's beginning shows.</summary>
    public char? Quote { get; init; }

    /// <summary>How text is encoded; null: what a file's beginning shows, UTF-8 unless it is not.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether a file's first record names its columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The names of the columns of a file without a header; empty: those of the definition, in its order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What stands for a missing value of any type; of numbers and dates the usual marks do anyway.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What numbers have beside digits, sign and decimals.</summary>
    public CsvNumberStyle Numbers { get; init; } = new();

    /// <summary>The share of rows, 0 to 1, that may be quarantined before a file is refused.</summary>
    public double MaxBadRows { get; init; } = 0.05;

    /// <summary>The population stability index above which a column has drifted since the batch before.</summary>
    public double DriftThreshold { get; init; } = 0.2;

    /// <summary>What is to be found out from the beginning of a file.</summary>
    [JsonIgnore]
    public CsvForm Unknown =>
        (Delimiter is null ? CsvForm.Delimiter : CsvForm.None) | (Decimal is null ? CsvForm.Decimal : CsvForm.None) | (Quote is null ? CsvForm.Quote : CsvForm.None);
}
