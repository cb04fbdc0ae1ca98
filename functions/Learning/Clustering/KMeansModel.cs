using System.Buffers;

namespace MlFunctions.Learning;

/// <summary>Centers of clusters; a row belongs to the nearest, the first of equals.</summary>
internal sealed class KMeansModel(DenseEncoding encoding, double[] centers) : IModel
{
    private const int StackWidth = 512;

    /// <inheritdoc/>
    public string Trainer => KMeansTrainer.TrainerName;

    /// <inheritdoc/>
    public LearningTask Task => LearningTask.Clustering;

    /// <inheritdoc/>
    public int FeatureCount => encoding.FeatureCount;

    /// <inheritdoc/>
    public int OutputCount => 1;

    /// <inheritdoc/>
    public ModelOutput Output => ModelOutput.Cluster;

    internal int Clusters => centers.Length / encoding.Width;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        var width = encoding.Width;
        float[]? rented = null;
        var point = width <= StackWidth ? stackalloc float[width] : (rented = ArrayPool<float>.Shared.Rent(width)).AsSpan(0, width);
        encoding.Encode(row, point);
        var (nearest, smallest) = (0, double.PositiveInfinity);
        for (var c = 0; c < Clusters; c++)
        {
            var distance = Lanes.SquaredDistance(point, centers.AsSpan(c * width, width));
            if (distance < smallest)
            {
                (nearest, smallest) = (c, distance);
            }
        }

        outputs[0] = nearest;
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) =>
        TablePrediction.RowByRow(this, table, outputs, threads, cancellationToken);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        encoding.Write(writer);
        writer.Write<double>(centers);
    }

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    public static KMeansModel Read(ModelReader reader)
    {
        var encoding = DenseEncoding.Read(reader);
        var centers = reader.ReadArray<double>("centers");
        return centers.Length > 0 && centers.Length % encoding.Width == 0 && centers.All(double.IsFinite)
            ? new KMeansModel(encoding, centers)
            : throw reader.Fault($"{centers.Length} numbers are not centers of {encoding.Width} finite numbers each");
    }
}
