namespace MlFunctions.Learning;

/// <summary>
/// Random forests: trees on bootstrap samples that choose among few features drawn for each node (Breiman, "Random Forests", 2001).
/// A row that is drawn several times counts as several rows.
/// </summary>
public sealed class RandomForestTrainer : ITrainer
{
    internal const string TrainerName = "random-forest";

    // With fewer rows there are hardly more values than bins.
    private const int HistogramRows = 2_000;

    private static readonly Hyperparameter Trees = Hyperparameter.Whole("trees", 100, 1, 100_000, "How many trees");

    private static readonly Hyperparameter Criterion = Hyperparameter.Word(
        "criterion", null, [TreeCriterion.SquaredError, TreeCriterion.Gini, TreeCriterion.Entropy], "What a division reduces; by default squared_error for numbers and gini for classes", nullable: true);

    private static readonly Hyperparameter MaxDepth = Hyperparameter.Whole("maxDepth", null, 1, 1_000_000, "Largest number of questions to a leaf; null: no limit", nullable: true);

    private static readonly Hyperparameter MinSamplesSplit = Hyperparameter.Whole("minSamplesSplit", 2, 2, int.MaxValue, "A node with fewer rows is not divided");

    private static readonly Hyperparameter MinSamplesLeaf = Hyperparameter.Whole("minSamplesLeaf", 1, 1, int.MaxValue, "No side of a division has fewer rows");

    private static readonly Hyperparameter MaxFeatures = Hyperparameter.Whole(
        "maxFeatures", null, 1, int.MaxValue, "How many features a node chooses from; null: the square root of their number for classes, all for numbers", nullable: true);

    private static readonly Hyperparameter Bootstrap = Hyperparameter.Flag("bootstrap", true, "Whether each tree learns from rows drawn with replacement, or from all");

    private static readonly Hyperparameter MaxBins = Hyperparameter.Whole(
        "maxBins", 256, 2, FeatureBins.Most, $"From {HistogramRows} rows on, a feature is divided between this many bins; null: between any two values", nullable: true);

    /// <inheritdoc/>
    public string Name => TrainerName;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>Missing values go to the side that divides better.</summary>
    public bool NeedsEveryValue => false;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Trees, Criterion, MaxDepth, MinSamplesSplit, MinSamplesLeaf, MaxFeatures, Bootstrap, MaxBins, ClassBalance.Parameter];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var set = options.Hyperparameters;
        data = ClassBalance.Apply(this, task, data, set.GetWord(ClassBalance.Parameter));
        var features = data.Features.Columns.Count;
        var maxFeatures = set.GetInt32(MaxFeatures, task == LearningTask.Regression ? int.MaxValue : Math.Max(1, (int)Math.Sqrt(features)));
        var shape = new TreeShape(set.GetInt32(MaxDepth, int.MaxValue), set.GetInt32(MinSamplesSplit), set.GetInt32(MinSamplesLeaf), maxFeatures);
        var criterion = TreeCriterion.For(this, task, set.GetWord(Criterion));
        var targets = TreeTargets.Of(data);
        var table = data.Rows >= HistogramRows && set.Get(MaxBins) is double maxBins
            ? BinnedTable.Of(data.Features, (int)maxBins, options.Threads, cancellationToken)
            : null;

        var statistics = table is null ? null : ImpurityStatistics.Of(targets, data.IsWeighted);
        var trees = new Tree[set.GetInt32(Trees)];
        var done = 0;
        Blocks.ForEach(trees.Length, 1, options.Threads, (t, _) =>
        {
            var random = new RandomStream(options.Seed, (ulong)t);
            var drawn = set.GetFlag(Bootstrap) ? Draw(targets.Rows, random) : targets.Rows;
            trees[t] = table is null
                ? GrowExact(data.Take(drawn), criterion, shape, random, cancellationToken)
                : GrowFromBins(table, statistics!, drawn, criterion, shape, random, cancellationToken);
            options.Progress?.Report((double)Interlocked.Increment(ref done) / trees.Length);
        }, cancellationToken);
        return new RandomForestModel(task, features, targets.Outputs, trees);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => RandomForestModel.Read(reader);

    private static int[] Draw(int[] rows, RandomStream random)
    {
        var drawn = new int[rows.Length];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = rows[random.NextBelow(rows.Length)];
        }

        return drawn;
    }

    private static Tree GrowExact(Dataset drawn, string criterion, TreeShape shape, RandomStream random, CancellationToken cancellationToken) =>
        ExactTree.Grow(drawn.Features, TreeTargets.Of(drawn), criterion, shape, random, cancellationToken);

    private static Tree GrowFromBins(
        BinnedTable table, ImpurityStatistics statistics, int[] drawn, string criterion, TreeShape shape, RandomStream random, CancellationToken cancellationToken)
    {
        // In their order rows are read one after another; one that was drawn twice stands there twice.
        var rows = Sorted(drawn, table.Rows);
        return HistogramTree.Grow(table, statistics, rows, criterion == TreeCriterion.Entropy, shape, random, threads: 1, cancellationToken);
    }

    private static int[] Sorted(int[] drawn, int rows)
    {
        var times = new int[rows];
        foreach (var row in drawn)
        {
            times[row]++;
        }

        var sorted = new int[drawn.Length];
        var next = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var time = 0; time < times[row]; time++)
            {
                sorted[next++] = row;
            }
        }

        return sorted;
    }
}
