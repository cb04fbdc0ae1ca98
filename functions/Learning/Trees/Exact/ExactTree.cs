namespace MlFunctions.Learning;

/// <summary>One tree over all rows of a dataset that considers every division.</summary>
internal static class ExactTree
{
    public static Tree Grow(Dataset data, string criterion, TreeShape shape, RandomStream random, CancellationToken cancellationToken)
    {
        var targets = TreeTargets.Of(data);
        SplitCriterion scoring = criterion switch
        {
            "absolute_error" => new AbsoluteError(targets),
            "entropy" => new Entropy(targets),
            _ => new SquaredError(targets),
        };
        return new ExactTreeGrower(data.Features, targets, scoring, shape, random).Grow(cancellationToken);
    }
}
