namespace MlFunctions.Learning;

/// <summary>Where the columns of a design matrix lie and how far they spread.</summary>
/// <param name="Means">The weighted mean of each column.</param>
/// <param name="Deviations">The weighted standard deviation of each column (divided by the weight, not one less); exactly 0 for a constant column.</param>
internal sealed record ColumnStatistics(double[] Means, double[] Deviations)
{
    // The mean of equal numbers is off by rounding; 32-bit floats that differ at all differ by far more.
    private const double RoundingOfMean = 1e-13;

    public static ColumnStatistics Of(DesignMatrix matrix, double[]? weights, RowChunks chunks)
    {
        var total = weights?.Sum() ?? matrix.Rows;
        var means = SumOverRows(matrix, weights, chunks, (first, rows, weight, sums) => matrix.AddTransposed(first, weight, sums));
        for (var j = 0; j < means.Length; j++)
        {
            means[j] /= total;
        }

        var deviations = SumOverRows(matrix, weights, chunks, (first, rows, weight, sums) => matrix.AddSquaredDeviations(first, rows, means, weights is null ? [] : weight, sums));
        var indicators = matrix.Indicators();
        for (var j = 0; j < means.Length; j++)
        {
            var variance = indicators[j] ? means[j] * (1 - means[j]) : deviations[j] / total;
            var smallest = indicators[j] ? RoundingOfMean : RoundingOfMean * means[j] * RoundingOfMean * means[j];
            deviations[j] = variance > smallest ? Math.Sqrt(variance) : 0;
        }

        return new ColumnStatistics(means, deviations);
    }

    private delegate void BlockSum(int firstRow, int rows, ReadOnlySpan<double> weights, Span<double> sums);

    private static double[] SumOverRows(DesignMatrix matrix, double[]? weights, RowChunks chunks, BlockSum add)
    {
        var ones = new double[RowChunks.BlockRows];
        Array.Fill(ones, 1);
        var partial = new double[chunks.Count * matrix.Width];
        chunks.Run((chunk, start, end) =>
        {
            for (var first = start; first < end; first += RowChunks.BlockRows)
            {
                var rows = Math.Min(RowChunks.BlockRows, end - first);
                add(first, rows, weights is null ? ones.AsSpan(0, rows) : weights.AsSpan(first, rows), partial.AsSpan(chunk * matrix.Width, matrix.Width));
            }
        });
        return RowChunks.Total(partial, matrix.Width);
    }
}
