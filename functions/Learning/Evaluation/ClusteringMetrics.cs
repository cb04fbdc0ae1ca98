using System.Numerics.Tensors;

namespace MlFunctions.Learning;

/// <summary>Metrics of clusters, from the features themselves; categories count as 0/1 indicators, missing values are refused. A row of weight 2 counts as two rows.</summary>
public static class ClusteringMetrics
{
    /// <summary>Of larger tables this many evenly spaced rows are used for <see cref="Silhouette"/>, whose time grows with the square of the rows.</summary>
    public const int SilhouetteRows = 5000;

    private static readonly LearningTask[] Tasks = [LearningTask.Clustering];

    /// <summary>The mean silhouette (Rousseeuw, 1987), −1 to 1: how much nearer rows are to their own cluster than to the next. NaN for a single cluster.</summary>
    public static Metric Silhouette { get; } = new("silhouette", HigherIsBetter: true, Tasks, MeanSilhouette);

    /// <summary>The sum of squared distances of the rows to the mean of their cluster.</summary>
    public static Metric Inertia { get; } = new("inertia", HigherIsBetter: false, Tasks, WithinSquares);

    private static double WithinSquares(Dataset truth, ReadOnlySpan<double> outputs)
    {
        OutputShape.Require(truth, outputs, 1);
        var (points, width) = Encode(truth);
        var weights = new RowWeights(truth);
        var sums = new Dictionary<double, (double Weight, double[] Sum)>();
        for (var r = 0; r < truth.Rows; r++)
        {
            var (weight, sum) = sums.GetValueOrDefault(outputs[r], (0, new double[width]));
            TensorPrimitives.MultiplyAdd(points.AsSpan(r * width, width), weights[r], sum, sum);
            sums[outputs[r]] = (weight + weights[r], sum);
        }

        foreach (var (weight, sum) in sums.Values)
        {
            TensorPrimitives.Divide(sum, weight, sum);
        }

        var inertia = 0.0;
        for (var r = 0; r < truth.Rows; r++)
        {
            var distance = weights[r] > 0 ? TensorPrimitives.Distance<double>(points.AsSpan(r * width, width), sums[outputs[r]].Sum) : 0;
            inertia += weights[r] * distance * distance;
        }

        return inertia;
    }

    private static double MeanSilhouette(Dataset truth, ReadOnlySpan<double> outputs)
    {
        OutputShape.Require(truth, outputs, 1);
        if (truth.Rows > SilhouetteRows)
        {
            var rows = new int[SilhouetteRows];
            var picked = new double[SilhouetteRows];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = (int)((long)i * truth.Rows / SilhouetteRows);
                picked[i] = outputs[rows[i]];
            }

            return MeanSilhouette(truth.Take(rows), picked);
        }

        var (points, width) = Encode(truth);
        var weights = new RowWeights(truth);
        var clusters = outputs.ToArray().Distinct().Order().ToArray();
        var sizes = new double[clusters.Length];
        var cluster = new int[truth.Rows];
        for (var r = 0; r < truth.Rows; r++)
        {
            cluster[r] = Array.IndexOf(clusters, outputs[r]);
            sizes[cluster[r]] += weights[r];
        }

        double total = 0, sum = 0;
        var distances = new double[clusters.Length];
        for (var r = 0; r < truth.Rows; r++)
        {
            Array.Clear(distances);
            for (var other = 0; other < truth.Rows; other++)
            {
                distances[cluster[other]] += weights[other] * TensorPrimitives.Distance<double>(points.AsSpan(r * width, width), points.AsSpan(other * width, width));
            }

            total += weights[r];
            sum += weights[r] * SilhouetteOf(distances, sizes, cluster[r]);
        }

        return sizes.Count(s => s > 0) > 1 ? sum / total : double.NaN;
    }

    private static double SilhouetteOf(double[] distances, double[] sizes, int own)
    {
        if (sizes[own] <= 1)
        {
            return 0;
        }

        var within = distances[own] / (sizes[own] - 1);
        var next = double.PositiveInfinity;
        for (var c = 0; c < sizes.Length; c++)
        {
            if (c != own && sizes[c] > 0)
            {
                next = Math.Min(next, distances[c] / sizes[c]);
            }
        }

        var larger = Math.Max(within, next);
        return larger > 0 ? (next - within) / larger : 0;
    }

    private static (double[] Points, int Width) Encode(Dataset truth)
    {
        var encoding = new DenseEncoding(truth.Features.Columns);
        var points = new double[truth.Rows * encoding.Width];
        encoding.Encode(truth.Features, 0, truth.Rows, points.AsSpan());
        return (points, encoding.Width);
    }
}
