namespace MlFunctions.Learning;

/// <summary>What a leaf predicts.</summary>
internal abstract class LeafRule
{
    /// <param name="rows">The rows in the leaf.</param>
    /// <param name="sums">Their sums, a lane each.</param>
    /// <param name="values">Receives what the leaf predicts.</param>
    public abstract void Values(ReadOnlySpan<int> rows, ReadOnlySpan<long> sums, Span<double> values);
}
