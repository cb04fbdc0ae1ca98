namespace MlFunctions.Learning;

/// <summary>
/// A design matrix with its number columns centred and divided by their deviations, without a copy: X' = (X − 1·mᵀ)·S⁻¹,
/// and a last column of ones for the intercept. Solvers work in these coordinates, where columns are alike;
/// <see cref="RawScale"/> lets penalties be laid on the weights in the units of the data.
/// </summary>
internal sealed class StandardizedMatrix
{
    private readonly DesignMatrix _matrix;
    private readonly double[] _centers;
    private readonly double[] _scales;

    public StandardizedMatrix(DesignMatrix matrix, double[]? weights, RowChunks chunks)
    {
        _matrix = matrix;
        var statistics = ColumnStatistics.Of(matrix, weights, chunks);
        _centers = new double[matrix.Width];
        _scales = new double[matrix.Width];
        SecondMoments = new double[matrix.Width + 1];
        for (var j = 0; j < matrix.Width; j++)
        {
            // A constant column keeps its place beside the intercept; only its size is brought to 1.
            var isConstant = statistics.Deviations[j] == 0;
            _centers[j] = isConstant ? 0 : statistics.Means[j];
            _scales[j] = !isConstant ? statistics.Deviations[j] : statistics.Means[j] != 0 ? Math.Abs(statistics.Means[j]) : 1;
            SecondMoments[j] = isConstant && statistics.Means[j] == 0 ? 0 : 1;
        }

        SecondMoments[^1] = 1;
    }

    public int Rows => _matrix.Rows;

    /// <summary>Columns, that of the intercept included.</summary>
    public int Width => _matrix.Width + 1;

    /// <summary>The mean square of each column.</summary>
    public double[] SecondMoments { get; }

    /// <summary>The weight on the data's own column, for a weight of 1 here.</summary>
    public double RawScale(int column) => 1 / _scales[column];

    /// <summary>How much a weight of 1 here takes off the data's own intercept.</summary>
    public double RawShift(int column) => _centers[column] / _scales[column];

    /// <summary>The weights and intercept on the data's own columns.</summary>
    public double ToRaw(ReadOnlySpan<double> parameters, Span<double> weights)
    {
        var intercept = parameters[^1];
        for (var j = 0; j < weights.Length; j++)
        {
            weights[j] = parameters[j] / _scales[j];
            intercept -= weights[j] * _centers[j];
        }

        return intercept;
    }

    /// <summary>The scores of a model, from the parameters of score after score.</summary>
    public LinearScores ToScores(ReadOnlySpan<double> parameters, ScoreLink link, int outputCount, int[] places, double[]? calibration = null)
    {
        var raw = Width - 1;
        var weights = new double[places.Length * raw];
        var intercepts = new double[places.Length];
        for (var s = 0; s < places.Length; s++)
        {
            intercepts[s] = ToRaw(parameters.Slice(s * Width, Width), weights.AsSpan(s * raw, raw));
        }

        return new LinearScores(link, outputCount, places, weights, intercepts, calibration ?? []);
    }

    /// <summary>z = X'·parameters for some rows, from what <see cref="ToRaw"/> made of the parameters.</summary>
    public void Scores(int firstRow, ReadOnlySpan<double> rawWeights, double rawIntercept, Span<double> scores)
    {
        scores.Fill(rawIntercept);
        _matrix.AddScores(firstRow, rawWeights, scores);
    }

    /// <summary>s += Xᵀ·r, the last place Σ r, for some rows; <see cref="ToStandardized"/> turns the whole sum into X'ᵀ·r.</summary>
    public void AddTransposed(int firstRow, ReadOnlySpan<double> residuals, Span<double> sums)
    {
        _matrix.AddTransposed(firstRow, residuals, sums);
        sums[^1] += Lanes.Sum(residuals);
    }

    public void ToStandardized(Span<double> sums)
    {
        for (var j = 0; j < _scales.Length; j++)
        {
            sums[j] = (sums[j] - _centers[j] * sums[^1]) / _scales[j];
        }
    }
}
