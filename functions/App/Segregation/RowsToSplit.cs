using System.Globalization;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>Rows that an <see cref="IRowSplitter"/> is to divide.</summary>
public sealed class RowsToSplit
{
    private readonly SourceTable _table;

    internal RowsToSplit(SourceTable table, SplitDefinition definition)
    {
        _table = table;
        Ratio = definition.Ratio;
        Seed = definition.Seed;
        By = definition.By;
    }

    /// <summary>How many there are, at least 2.</summary>
    public int Count => _table.Rows;

    /// <summary>The share, above 0 and below 1, that is to train.</summary>
    public double Ratio { get; }

    /// <summary>Where a draw starts.</summary>
    public ulong Seed { get; }

    /// <summary>The column that the definition's <c>split.by</c> names; null: none.</summary>
    public string? By { get; }

    /// <summary>The columns that there are.</summary>
    public IEnumerable<string> Columns => _table.Columns.Select(column => column.Name);

    /// <summary>A value of a column; numbers as they are written in any culture-independent program; null where it is missing.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public string? Value(string column, int row) => _table.Get(column) switch
    {
        CategoryColumn words => words.Word(row),
        NumberColumn numbers when !float.IsNaN(numbers.Values[row]) => numbers.Values[row].ToString("R", CultureInfo.InvariantCulture),
        PreciseColumn numbers when !double.IsNaN(numbers.Values[row]) => numbers.Values[row].ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };
}
