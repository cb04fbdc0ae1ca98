namespace MlFunctions.Learning.Benchmarks;

/// <summary>Linear trainers on 400,000 rows × 28 numbers. The peers standardise first; ours do within their training.</summary>
internal static class LinearTraining
{
    public static IEnumerable<Measurement> Run() => new[]
    {
        TrainingComparison.Of("logistic regression (scikit-learn lbfgs)", new(500_000, 28, "binary"), "logistic-regression", repeat: 7, goal: 1),
        TrainingComparison.Of("linear SVM, squared hinge (LIBLINEAR)", new(500_000, 28, "binary"), "linear-svm", repeat: 7, goal: 1),
        TrainingComparison.Of("least squares (scikit-learn)", new(500_000, 28, "regression"), "linear-regression", repeat: 7, goal: 1),
        TrainingComparison.Of("ridge (scikit-learn)", new(500_000, 28, "regression"), "ridge", repeat: 7, goal: 1),
    }.SelectMany(comparison => comparison);
}
