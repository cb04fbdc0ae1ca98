namespace MlFunctions.Learning.Benchmarks;

/// <summary>Tree trainers on 400,000 rows × 28 numbers, at the same settings as their peers.</summary>
internal static class TreeTraining
{
    public static IEnumerable<Measurement> Run() => new[]
    {
        TrainingComparison.Of("decision tree, depth 8 (scikit-learn)", new(500_000, 28, "binary"), "decision-tree", repeat: 3, goal: 10),
        TrainingComparison.Of("decision tree, depth 8 (scikit-learn)", new(500_000, 28, "regression"), "decision-tree", repeat: 3, goal: 10),
        TrainingComparison.Of("random forest, 100 trees, depth 8 (scikit-learn)", new(500_000, 28, "binary"), "random-forest", repeat: 1, goal: 10),
        TrainingComparison.Of("gradient boosting, 100 trees, depth 6 (XGBoost hist)", new(500_000, 28, "binary"), "gradient-boosting", repeat: 3, goal: 1),
        TrainingComparison.Of("gradient boosting, 100 trees, depth 6 (XGBoost hist)", new(500_000, 28, "regression"), "gradient-boosting", repeat: 3, goal: 1),
    }.SelectMany(comparison => comparison);
}
