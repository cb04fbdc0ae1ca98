namespace MlFunctions.Ingestion.Csv;

/// <summary>A column to read; every cell that does not fit makes its row a bad one.</summary>
/// <param name="Name">The name in the header.</param>
/// <param name="Kind">How its cells are read.</param>
internal sealed record CsvColumn(string Name, CsvColumnKind Kind)
{
    /// <summary>The smallest number accepted.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number accepted.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The words accepted, in the order of their codes; empty: any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>How dates are written.</summary>
    public InstantForm Instants { get; init; } = InstantForm.Iso;

    /// <summary>Further words that stand for one of <see cref="Words"/>.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a missing value makes the row a bad one.</summary>
    public bool Required { get; init; }
}
