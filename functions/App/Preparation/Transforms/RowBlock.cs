namespace MlFunctions.Preparation;

/// <summary>
/// Rows on their way through the transforms: a place for every column that any transform reads or writes.
/// One row online and a thousand offline take the same way, which is why both give the same floats.
/// </summary>
/// <param name="values">The columns, one after the other.</param>
/// <param name="rows">How many rows there are.</param>
internal readonly ref struct RowBlock(Span<float> values, int rows)
{
    private readonly Span<float> _values = values;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; } = rows;

    /// <summary>One column: a value for each row.</summary>
    public Span<float> this[int place] => _values.Slice(place * Rows, Rows);
}
