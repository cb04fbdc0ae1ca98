namespace MlFunctions.Learning;

/// <summary>Leaves that predict the weighted mean of their rows, in full precision.</summary>
internal sealed class MeanLeaf(TreeTargets targets) : LeafRule
{
    public override void Values(ReadOnlySpan<int> rows, ReadOnlySpan<long> sums, Span<double> values) => targets.Mean(rows, values);
}
