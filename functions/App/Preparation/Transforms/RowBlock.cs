namespace MlFunctions.Preparation;

/// <summary>
/// Rows on their way through the transforms: a place for every column that any transform reads or writes.
/// One row online and a thousand offline take the same way, which is why both give the same floats.
/// </summary>
public readonly ref struct RowBlock
{
    private readonly Span<float> _values;
    private readonly Span<double> _instants;
    private readonly Span<string?> _texts;

    /// <param name="values">The columns of floats, one after the other.</param>
    /// <param name="instants">The columns of instants, one after the other.</param>
    /// <param name="texts">The columns of texts, one after the other.</param>
    /// <param name="rows">How many rows there are.</param>
    public RowBlock(Span<float> values, Span<double> instants, Span<string?> texts, int rows)
    {
        _values = values;
        _instants = instants;
        _texts = texts;
        Rows = rows;
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>A column of floats: a value for each row.</summary>
    public Span<float> this[int place] => _values.Slice(place * Rows, Rows);

    /// <summary>A column of instants as rows bring it: seconds since 1970 UTC, NaN where it is missing.</summary>
    public Span<double> Instants(int place) => _instants.Slice(place * Rows, Rows);

    /// <summary>A column of texts as rows bring it; null where it is missing.</summary>
    public Span<string?> Texts(int place) => _texts.Slice(place * Rows, Rows);
}
