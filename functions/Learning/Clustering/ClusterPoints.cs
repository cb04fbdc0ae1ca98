namespace MlFunctions.Learning;

/// <summary>The rows to be clustered, row after row, and how much each counts.</summary>
internal sealed class ClusterPoints
{
    private readonly float[] _values;
    private readonly double[]? _weights;

    public ClusterPoints(FeatureTable table, DenseEncoding encoding, ReadOnlySpan<double> weights, RowChunks chunks)
    {
        Width = encoding.Width;
        Count = table.Rows;
        Chunks = chunks;
        _values = new float[(long)Count * Width];
        _weights = weights.IsEmpty ? null : weights.ToArray();
        chunks.Run((_, first, end) => encoding.Encode(table, first, end - first, _values.AsSpan(first * Width, (end - first) * Width)));
    }

    public int Count { get; }

    public int Width { get; }

    public RowChunks Chunks { get; }

    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * Width, Width);

    public double Weight(int row) => _weights is null ? 1 : _weights[row];

    /// <summary>For each row the smaller of what is known and the squared distance to a center.</summary>
    public void NearerOf(ReadOnlyMemory<double> center, double[] known, double[] nearer) => Chunks.Run((_, first, end) =>
    {
        for (var r = first; r < end; r++)
        {
            nearer[r] = Math.Min(known[r], Lanes.SquaredDistance(this[r], center.Span));
        }
    });
}
