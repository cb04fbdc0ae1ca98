namespace MlFunctions.Learning;

/// <summary>How much each row counts: 1 where a dataset has no weights.</summary>
internal readonly ref struct RowWeights(Dataset data)
{
    private readonly ReadOnlySpan<double> _weights = data.Weights;

    public double this[int row] => _weights.IsEmpty ? 1 : _weights[row];
}
