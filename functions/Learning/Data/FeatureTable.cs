namespace MlFunctions.Learning;

/// <summary>An immutable table of features, stored by column as 32-bit floats; NaN is a missing value.</summary>
public sealed class FeatureTable
{
    private readonly float[][] _values;
    private readonly int[]?[] _orders;

    /// <summary>Takes over the arrays; the caller must not change them afterwards.</summary>
    /// <param name="columns">What each column holds.</param>
    /// <param name="values">One array a column, all of the same length.</param>
    /// <exception cref="ArgumentException">The counts differ, a number is infinite, or a category code is not a whole number in range.</exception>
    public FeatureTable(IReadOnlyList<FeatureColumn> columns, float[][] values)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        if (columns.Count != values.Length)
        {
            throw new ArgumentException($"{columns.Count} columns are described but {values.Length} are given.", nameof(values));
        }

        Columns = columns;
        Rows = values.Length == 0 ? 0 : values[0].Length;
        for (var c = 0; c < values.Length; c++)
        {
            Check(columns[c], values[c], Rows);
        }

        _values = values;
        _orders = new int[values.Length][];
    }

    /// <summary>What each column holds, in order.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The values of one column, <see cref="Rows"/> of them.</summary>
    public ReadOnlySpan<float> Column(int index) => _values[index];

    /// <summary>The rows by ascending value of a column, missing ones last. Made when first asked for, and kept: a search asks a thousand times.</summary>
    internal ReadOnlySpan<int> Order(int index) => _orders[index] ??= RowOrder.Of(_values[index]);

    /// <summary>Copies one row into <paramref name="destination"/>, which has a place for each column.</summary>
    public void CopyRow(int row, Span<float> destination)
    {
        for (var c = 0; c < _values.Length; c++)
        {
            destination[c] = _values[c][row];
        }
    }

    /// <summary>A new table of the given rows, in the given order; a row may be named more than once.</summary>
    public FeatureTable Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[_values.Length][];
        for (var c = 0; c < _values.Length; c++)
        {
            taken[c] = Gather.From(_values[c], rows);
        }

        return new FeatureTable(Columns, taken);
    }

    /// <summary>The same table with other values in one column; the other columns are shared, not copied.</summary>
    /// <param name="index">Which column.</param>
    /// <param name="values">Taken over; the caller must not change them afterwards.</param>
    public FeatureTable WithColumn(int index, float[] values)
    {
        float[][] changed = [.. _values];
        changed[index] = values;
        return new FeatureTable(Columns, changed);
    }

    private static void Check(FeatureColumn column, float[] values, int rows)
    {
        if (values.Length != rows)
        {
            throw new ArgumentException($"Column '{column.Name}' has {values.Length} rows where the first column has {rows}.");
        }

        for (var r = 0; r < values.Length; r++)
        {
            var value = values[r];
            if (float.IsNaN(value))
            {
                continue;
            }

            if (float.IsInfinity(value))
            {
                throw new ArgumentException($"Column '{column.Name}', row {r}: {value} is not a finite number.");
            }

            if (column.Kind == FeatureKind.Category && (value < 0 || value >= column.Cardinality || value != MathF.Truncate(value)))
            {
                throw new ArgumentException($"Column '{column.Name}', row {r}: {value} is not a category code from 0 to {column.Cardinality - 1}.");
            }
        }
    }
}
