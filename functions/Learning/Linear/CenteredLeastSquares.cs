namespace MlFunctions.Learning;

/// <summary>
/// What regression needs to know of its data: the factor R of the centred rows (features, then targets), each row scaled by the
/// root of its weight. Centring takes the intercept out of the problem, so that no penalty falls on it.
/// </summary>
internal sealed class CenteredLeastSquares
{
    // R has a place for each pair of columns: half a gigabyte at most.
    private const int MostColumns = 8192;
    private const int BlockRows = 512;

    private CenteredLeastSquares(DenseEncoding encoding, ColumnStatistics statistics, double[] targetMeans, TriangularFactor factor, double totalWeight)
    {
        Encoding = encoding;
        Statistics = statistics;
        TargetMeans = targetMeans;
        Factor = factor;
        TotalWeight = totalWeight;
    }

    public DenseEncoding Encoding { get; }

    public ColumnStatistics Statistics { get; }

    public double[] TargetMeans { get; }

    /// <summary>R of the columns of X, then those of the targets.</summary>
    public TriangularFactor Factor { get; }

    public double TotalWeight { get; }

    public int Width => Encoding.Width;

    public static CenteredLeastSquares Of(Dataset data, string trainer, TrainingOptions options, CancellationToken cancellationToken)
    {
        var encoding = DenseEncoding.Of(data.Features, trainer);
        var size = encoding.Width + data.TargetCount;
        if (data.TargetCount == 0 || size > MostColumns)
        {
            throw new TrainingException($"{trainer}: {encoding.Width} encoded columns and {data.TargetCount} targets; at least one target and at most {MostColumns} together can be learned.");
        }

        var weights = data.IsWeighted ? data.Weights.ToArray() : null;
        var total = weights?.Sum() ?? data.Rows;
        // A factor of size² for each chunk stays small beside chunk × size.
        var chunks = new RowChunks(data.Rows, options.Threads, cancellationToken, smallestChunk: 16 * size);
        var matrix = new DesignMatrix(data.Features, encoding);
        var statistics = ColumnStatistics.Of(matrix, weights, chunks);
        var targetMeans = new double[data.TargetCount];
        for (var t = 0; t < targetMeans.Length; t++)
        {
            targetMeans[t] = Mean(data.Target(t), weights, total);
        }

        var factors = new TriangularFactor[chunks.Count];
        chunks.Run((chunk, first, end) =>
        {
            factors[chunk] = new TriangularFactor(size);
            var block = new double[Math.Min(BlockRows, end - first) * size];
            for (; first < end; first += BlockRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = Math.Min(BlockRows, end - first);
                var columns = block.AsSpan(0, rows * size);
                matrix.CopyCentered(first, rows, statistics.Means, columns);
                CopyCenteredTargets(data, first, rows, targetMeans, columns[(rows * encoding.Width)..]);
                ScaleRows(columns, weights, first, rows);
                factors[chunk].Add(columns, rows);
            }
        });
        for (var c = 1; c < factors.Length; c++)
        {
            factors[0].Add(factors[c]);
        }

        return new CenteredLeastSquares(encoding, statistics, targetMeans, factors[0], total);
    }

    /// <summary>The model of the given weights, one row of them a target; the intercepts follow from the means.</summary>
    public LinearModel Model(string trainer, double[][] weights)
    {
        var intercepts = new double[weights.Length];
        for (var t = 0; t < weights.Length; t++)
        {
            intercepts[t] = TargetMeans[t] - Lanes.Dot(weights[t], Statistics.Means);
            if (!double.IsFinite(intercepts[t]) || !weights[t].All(double.IsFinite))
            {
                throw new TrainingException($"{trainer}: the weights of target {t} are beyond the range of numbers; scale the features and targets to a usual size.");
            }
        }

        return new LinearModel(trainer, LearningTask.Regression, Encoding, new LinearScores(
            ScoreLink.Identity, weights.Length, [.. Enumerable.Range(0, weights.Length)], [.. weights.SelectMany(w => w)], intercepts, []));
    }

    private static double Mean(ReadOnlySpan<double> values, double[]? weights, double total)
    {
        // Dividing first keeps the sum of huge values finite.
        var mean = 0.0;
        for (var r = 0; r < values.Length; r++)
        {
            mean += values[r] * ((weights is null ? 1 : weights[r]) / total);
        }

        return mean;
    }

    private static void CopyCenteredTargets(Dataset data, int first, int rows, double[] means, Span<double> columns)
    {
        for (var t = 0; t < means.Length; t++)
        {
            var target = data.Target(t).Slice(first, rows);
            for (var r = 0; r < rows; r++)
            {
                columns[t * rows + r] = target[r] - means[t];
            }
        }
    }

    private static void ScaleRows(Span<double> columns, double[]? weights, int first, int rows)
    {
        if (weights is null)
        {
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] *= Math.Sqrt(weights[first + i % rows]);
        }
    }
}
