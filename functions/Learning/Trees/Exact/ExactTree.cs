namespace MlFunctions.Learning;

/// <summary>One tree that considers every division.</summary>
internal static class ExactTree
{
    public static Tree Grow(FeatureTable table, TreeTargets targets, string criterion, TreeShape shape, RandomStream random, CancellationToken cancellationToken)
    {
        SplitCriterion scoring = criterion switch
        {
            TreeCriterion.AbsoluteError => new AbsoluteError(targets),
            TreeCriterion.Entropy => new Entropy(targets),
            _ => new SquaredError(targets),
        };
        return new ExactTreeGrower(table, targets, scoring, shape, random).Grow(cancellationToken);
    }
}
