namespace MlFunctions.Learning;

/// <summary>Metrics of which class was predicted. NaN where no row has weight; a ratio 0/0 within a class counts as 0.</summary>
public static class ClassMetrics
{
    private static readonly LearningTask[] Classification = [LearningTask.Binary, LearningTask.Multiclass];
    private static readonly LearningTask[] BinaryOnly = [LearningTask.Binary];

    /// <summary>The share of rows predicted right.</summary>
    public static Metric Accuracy { get; } = Of("accuracy", Classification, m => m.Accuracy);

    /// <summary>Of the rows predicted as class 1, the share that is of class 1.</summary>
    public static Metric Precision { get; } = Of("precision", BinaryOnly, m => m.Precision(1));

    /// <summary>Of the rows of class 1, the share predicted as class 1.</summary>
    public static Metric Recall { get; } = Of("recall", BinaryOnly, m => m.Recall(1));

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>.</summary>
    public static Metric F1 { get; } = Of("f1", BinaryOnly, m => m.F1(1));

    /// <summary>The mean precision of the classes.</summary>
    public static Metric PrecisionMacro { get; } = Of("precision-macro", Classification, m => m.Macro(m.Precision));

    /// <summary>The mean recall of the classes (balanced accuracy).</summary>
    public static Metric RecallMacro { get; } = Of("recall-macro", Classification, m => m.Macro(m.Recall));

    /// <summary>The mean F1 of the classes.</summary>
    public static Metric F1Macro { get; } = Of("f1-macro", Classification, m => m.Macro(m.F1));

    /// <summary>The precision of the classes, weighted by their rows.</summary>
    public static Metric PrecisionWeighted { get; } = Of("precision-weighted", Classification, m => m.Weighted(m.Precision));

    /// <summary>The recall of the classes, weighted by their rows.</summary>
    public static Metric RecallWeighted { get; } = Of("recall-weighted", Classification, m => m.Weighted(m.Recall));

    /// <summary>The F1 of the classes, weighted by their rows.</summary>
    public static Metric F1Weighted { get; } = Of("f1-weighted", Classification, m => m.Weighted(m.F1));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Metric> All { get; } = [Accuracy, Precision, Recall, F1, PrecisionMacro, RecallMacro, F1Macro, PrecisionWeighted, RecallWeighted, F1Weighted];

    private static Metric Of(string name, IReadOnlyList<LearningTask> tasks, Func<ConfusionMatrix, double> value) =>
        new(name, HigherIsBetter: true, tasks, new CommonMetric(counts => value(counts.Confusion)).Compute);
}
