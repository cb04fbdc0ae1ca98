namespace MlFunctions.Learning;

/// <summary>
/// A feature table as the matrix X of a linear model, one column for each number and each category code. Nothing is copied:
/// products with X read the table's columns, a category by adding up at its code.
/// </summary>
internal sealed class DesignMatrix(FeatureTable table, DenseEncoding encoding)
{
    public int Rows => table.Rows;

    public int Width => encoding.Width;

    /// <summary>z += X·w for some rows; each row adds up its features in order.</summary>
    public void AddScores(int firstRow, ReadOnlySpan<double> weights, Span<double> scores)
    {
        for (var f = 0; f < encoding.FeatureCount; f++)
        {
            var column = table.Column(f).Slice(firstRow, scores.Length);
            var at = encoding.Offset(f);
            if (encoding.IsCategory(f))
            {
                for (var r = 0; r < column.Length; r++)
                {
                    scores[r] += weights[at + (int)column[r]];
                }
            }
            else
            {
                Lanes.AddScaled(column, weights[at], scores);
            }
        }
    }

    /// <summary>g += Xᵀ·r for some rows.</summary>
    public void AddTransposed(int firstRow, ReadOnlySpan<double> residuals, Span<double> sums)
    {
        for (var f = 0; f < encoding.FeatureCount; f++)
        {
            var column = table.Column(f).Slice(firstRow, residuals.Length);
            var at = encoding.Offset(f);
            if (encoding.IsCategory(f))
            {
                for (var r = 0; r < column.Length; r++)
                {
                    sums[at + (int)column[r]] += residuals[r];
                }
            }
            else
            {
                sums[at] += Lanes.Dot(column, residuals);
            }
        }
    }

    /// <summary>Copies column after column of some rows, less what is to be taken off each.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="centers">What is taken off each column.</param>
    /// <param name="columns">Receives <see cref="Width"/> columns of <paramref name="rows"/> numbers.</param>
    public void CopyCentered(int firstRow, int rows, ReadOnlySpan<double> centers, Span<double> columns)
    {
        for (var f = 0; f < encoding.FeatureCount; f++)
        {
            var source = table.Column(f).Slice(firstRow, rows);
            var at = encoding.Offset(f);
            if (encoding.IsCategory(f))
            {
                for (var code = 0; code < encoding.Cardinality(f); code++)
                {
                    columns.Slice((at + code) * rows, rows).Fill(-centers[at + code]);
                }

                for (var r = 0; r < rows; r++)
                {
                    columns[(at + (int)source[r]) * rows + r] += 1;
                }
            }
            else
            {
                var column = columns.Slice(at * rows, rows);
                for (var r = 0; r < rows; r++)
                {
                    column[r] = source[r] - centers[at];
                }
            }
        }
    }

    /// <summary>s += Σ weight·(x − center)² of each number column, for some rows; no weights count 1.</summary>
    public void AddSquaredDeviations(int firstRow, int rows, ReadOnlySpan<double> centers, ReadOnlySpan<double> weights, Span<double> sums)
    {
        for (var f = 0; f < encoding.FeatureCount; f++)
        {
            if (!encoding.IsCategory(f))
            {
                var at = encoding.Offset(f);
                sums[at] += Lanes.SquaredDeviations(table.Column(f).Slice(firstRow, rows), centers[at], weights);
            }
        }
    }

    /// <summary>Whether a column is the 0/1 indicator of a category code.</summary>
    public bool[] Indicators()
    {
        var indicators = new bool[Width];
        for (var f = 0; f < encoding.FeatureCount; f++)
        {
            indicators.AsSpan(encoding.Offset(f), encoding.Cardinality(f)).Fill(true);
        }

        return indicators;
    }

    /// <summary>Refuses a category code that the encoding does not have, or a missing one.</summary>
    public void RequireKnownCategories(int firstRow, int rows)
    {
        for (var f = 0; f < encoding.FeatureCount; f++)
        {
            if (encoding.IsCategory(f))
            {
                foreach (var code in table.Column(f).Slice(firstRow, rows))
                {
                    encoding.RequireKnown(code, f);
                }
            }
        }
    }

    /// <summary>A copy of the features of one row.</summary>
    public float[] Row(int row)
    {
        var features = new float[encoding.FeatureCount];
        table.CopyRow(row, features);
        return features;
    }
}
