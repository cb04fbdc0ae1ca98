using System.Numerics;

namespace MlFunctions.Learning;

/// <summary>
/// Turns features into the real numbers that algebra needs: a number stays one, a category becomes one 0/1 indicator a code.
/// Missing values have no place here; preparation fills them.
/// </summary>
internal sealed class DenseEncoding
{
    private const int LargestWidth = 1 << 20;

    private readonly int[] _cardinalities;
    private readonly int[] _offsets;

    public DenseEncoding(IReadOnlyList<FeatureColumn> columns)
        : this([.. columns.Select(c => c.Kind == FeatureKind.Category ? c.Cardinality : 0)])
    {
    }

    private DenseEncoding(int[] cardinalities)
    {
        _cardinalities = cardinalities;
        _offsets = new int[cardinalities.Length];
        for (var c = 0; c < cardinalities.Length; c++)
        {
            _offsets[c] = Width;
            Width += Math.Max(1, cardinalities[c]);
        }
    }

    /// <summary>How many features a row has.</summary>
    public int FeatureCount => _cardinalities.Length;

    /// <summary>How many numbers a row becomes.</summary>
    public int Width { get; }

    public bool IsCategory(int feature) => _cardinalities[feature] > 0;

    /// <summary>Where the numbers of a feature start.</summary>
    public int Offset(int feature) => _offsets[feature];

    /// <summary>How many codes a category has; 0 for a number.</summary>
    public int Cardinality(int feature) => _cardinalities[feature];

    /// <summary>Writes a row as <see cref="Width"/> numbers.</summary>
    /// <exception cref="ArgumentException">A value is missing, infinite, or no code of its category.</exception>
    public void Encode<T>(ReadOnlySpan<float> row, Span<T> dense)
        where T : struct, INumberBase<T>
    {
        dense[..Width].Clear();
        for (var f = 0; f < row.Length; f++)
        {
            RequireKnown(row[f], f);
            if (IsCategory(f))
            {
                dense[_offsets[f] + (int)row[f]] = T.One;
            }
            else
            {
                dense[_offsets[f]] = T.CreateTruncating(row[f]);
            }
        }
    }

    /// <summary>Writes some rows of a table, each as <see cref="Width"/> numbers.</summary>
    public void Encode<T>(FeatureTable table, int firstRow, int rows, Span<T> dense)
        where T : struct, INumberBase<T>
    {
        dense[..(rows * Width)].Clear();
        for (var f = 0; f < FeatureCount; f++)
        {
            var column = table.Column(f).Slice(firstRow, rows);
            for (var r = 0; r < rows; r++)
            {
                RequireKnown(column[r], f);
                var at = r * Width + _offsets[f];
                if (IsCategory(f))
                {
                    dense[at + (int)column[r]] = T.One;
                }
                else
                {
                    dense[at] = T.CreateTruncating(column[r]);
                }
            }
        }
    }

    /// <summary>Refuses a value that has no place among the encoded numbers.</summary>
    public void RequireKnown(float value, int feature)
    {
        if (!float.IsFinite(value))
        {
            throw new ArgumentException($"Feature {feature} is {value}; this model needs every value: fill missing ones in preparation.");
        }

        if (IsCategory(feature) && !(value >= 0 && value < _cardinalities[feature] && value == MathF.Truncate(value)))
        {
            throw new ArgumentException($"Feature {feature} is {value}, which is not a category code from 0 to {_cardinalities[feature] - 1}.");
        }
    }

    /// <summary>Refuses data that cannot be encoded whole.</summary>
    /// <exception cref="TrainingException">There is no row or column, a value is missing, or the categories are too many.</exception>
    public static DenseEncoding Of(FeatureTable table, string trainer)
    {
        if (table.Rows == 0 || table.Columns.Count == 0)
        {
            throw new TrainingException($"{trainer}: {table.Rows} rows of {table.Columns.Count} columns; at least one of each is needed.");
        }

        for (var c = 0; c < table.Columns.Count; c++)
        {
            var missing = table.Column(c).IndexOf(float.NaN);
            if (missing >= 0)
            {
                throw new TrainingException($"{trainer}: column '{table.Columns[c].Name}', row {missing} is missing; this trainer needs every value: fill missing ones in preparation.");
            }
        }

        var width = table.Columns.Sum(c => c.Kind == FeatureKind.Category ? (long)c.Cardinality : 1);
        return width <= LargestWidth
            ? new DenseEncoding(table.Columns)
            : throw new TrainingException($"{trainer}: the categories have {width} codes together; at most {LargestWidth} can be encoded.");
    }

    public void Write(ModelWriter writer) => writer.Write<int>(_cardinalities);

    public static DenseEncoding Read(ModelReader reader)
    {
        var cardinalities = reader.ReadArray<int>("cardinalities");
        var width = 0L;
        foreach (var cardinality in cardinalities)
        {
            width += cardinality < 0 ? throw reader.Fault($"a cardinality is {cardinality}") : Math.Max(1, cardinality);
        }

        return width is >= 1 and <= LargestWidth ? new DenseEncoding(cardinalities) : throw reader.Fault($"the encoded row has {width} numbers, expected 1 to {LargestWidth}");
    }
}
