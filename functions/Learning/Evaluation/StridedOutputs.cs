namespace MlFunctions.Learning;

/// <summary>One output of every row, seen through the row-by-row outputs of a model.</summary>
internal readonly ref struct StridedOutputs(ReadOnlySpan<double> outputs, int offset, int stride)
{
    private readonly ReadOnlySpan<double> _outputs = outputs;

    public double this[int row] => _outputs[row * stride + offset];
}
