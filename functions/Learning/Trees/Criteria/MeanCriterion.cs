namespace MlFunctions.Learning;

/// <summary>Criteria whose leaves predict the weighted mean.</summary>
internal abstract class MeanCriterion(TreeTargets targets) : SplitCriterion(targets)
{
    public override void Leaf(ReadOnlySpan<int> rows, Span<double> values) => Targets.Mean(rows, values);
}
