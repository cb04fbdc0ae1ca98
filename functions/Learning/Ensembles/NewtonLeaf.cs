namespace MlFunctions.Learning;

/// <summary>Leaves that take a shortened Newton step: −learning rate × first derivatives / (second derivatives + λ).</summary>
internal sealed class NewtonLeaf(RowStatistics statistics, double learningRate, double lambda) : LeafRule
{
    public override void Values(ReadOnlySpan<int> rows, ReadOnlySpan<long> sums, Span<double> values)
    {
        var curvature = sums[0] * statistics.Scales[0] + lambda;
        values[0] = curvature > 0 ? -learningRate * sums[1] * statistics.Scales[1] / curvature : 0;
    }
}
