namespace MlFunctions.Learning;

/// <summary>
/// Classification and regression trees (Breiman, Friedman, Olshen and Stone, 1984). Missing values go to the side that divides better;
/// categories are divided as sets.
/// </summary>
public sealed class DecisionTreeTrainer : ITrainer
{
    internal const string TrainerName = "decision-tree";

    /// <summary>From so many rows on, bins lose nothing that noise would not drown, and save most of the time.</summary>
    internal const int HistogramRows = 20_000;

    private static readonly Hyperparameter Criterion = Hyperparameter.Word(
        "criterion", null, [TreeCriterion.SquaredError, TreeCriterion.AbsoluteError, TreeCriterion.Gini, TreeCriterion.Entropy], "What a division reduces; by default squared_error for numbers and gini for classes", nullable: true);

    private static readonly Hyperparameter MaxDepth = Hyperparameter.Whole("maxDepth", null, 1, 1_000_000, "Largest number of questions to a leaf; null: no limit", nullable: true);

    private static readonly Hyperparameter MinSamplesSplit = Hyperparameter.Whole("minSamplesSplit", 2, 2, int.MaxValue, "A node with fewer rows is not divided");

    private static readonly Hyperparameter MinSamplesLeaf = Hyperparameter.Whole("minSamplesLeaf", 1, 1, int.MaxValue, "No side of a division has fewer rows");

    private static readonly Hyperparameter MaxFeatures = Hyperparameter.Whole("maxFeatures", null, 1, int.MaxValue, "How many features, drawn at random, a node chooses from; null: all", nullable: true);

    private static readonly Hyperparameter MaxBins = Hyperparameter.Whole(
        "maxBins", 256, 2, FeatureBins.Most, $"From {HistogramRows} rows on, a feature is divided between this many bins; null: between any two values", nullable: true);

    /// <inheritdoc/>
    public string Name => TrainerName;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>Missing values go to the side that divides better.</summary>
    public bool NeedsEveryValue => false;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Criterion, MaxDepth, MinSamplesSplit, MinSamplesLeaf, MaxFeatures, MaxBins, ClassBalance.Parameter];

    /// <summary>A node with fewer rows than two leaves take is never divided, so a smaller <c>minSamplesSplit</c> means that number.</summary>
    public HyperparameterSet Canonical(HyperparameterSet hyperparameters)
    {
        var least = 2L * hyperparameters.GetInt32(MinSamplesLeaf);
        return hyperparameters.GetInt32(MinSamplesSplit) < least ? hyperparameters.With(MinSamplesSplit.Name, (double)least) : hyperparameters;
    }

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var set = options.Hyperparameters;
        data = ClassBalance.Apply(this, task, data, set.GetWord(ClassBalance.Parameter));
        var shape = new TreeShape(set.GetInt32(MaxDepth, int.MaxValue), set.GetInt32(MinSamplesSplit), set.GetInt32(MinSamplesLeaf), set.GetInt32(MaxFeatures, int.MaxValue));
        var criterion = TreeCriterion.For(this, task, set.GetWord(Criterion));
        var random = new RandomStream(options.Seed);
        var tree = data.Rows >= HistogramRows && criterion != TreeCriterion.AbsoluteError && set.Get(MaxBins) is double maxBins
            ? HistogramTree.Grow(data, criterion == TreeCriterion.Entropy, shape, (int)maxBins, random, options.Threads, cancellationToken)
            : ExactTree.Grow(data.Features, TreeTargets.Of(data), criterion, shape, random, cancellationToken);
        options.Progress?.Report(1);
        return new DecisionTreeModel(task, data.Features.Columns.Count, tree);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => DecisionTreeModel.Read(reader);
}
