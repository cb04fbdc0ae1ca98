namespace MlFunctions.Learning;

/// <summary>
/// Gradient boosting of trees with second derivatives, from histograms (Chen and Guestrin, "XGBoost", 2016).
/// Several targets have a tree each in every round.
/// </summary>
public sealed class GradientBoostingTrainer : ITrainer
{
    internal const string TrainerName = "gradient-boosting";

    private static readonly Hyperparameter Rounds = Hyperparameter.Whole("rounds", 100, 1, 100_000, "How many rounds; each adds a tree for every target or, of three classes or more, every class");

    private static readonly Hyperparameter LearningRate = Hyperparameter.Real("learningRate", 0.1, 1e-6, 1, "By how much each tree's step is shortened");

    private static readonly Hyperparameter MaxDepth = Hyperparameter.Whole("maxDepth", 3, 1, 1_000_000, "Largest number of questions to a leaf; null: no limit. Few, because deeper trees learn the noise of small tables", nullable: true);

    private static readonly Hyperparameter Lambda = Hyperparameter.Real("lambda", 1, 0, 1e12, "L2 penalty on the values of leaves");

    private static readonly Hyperparameter MinChildWeight = Hyperparameter.Real("minChildWeight", 1, 0, 1e12, "The least sum of second derivatives on a side; with squared error, of weights");

    private static readonly Hyperparameter Gamma = Hyperparameter.Real("gamma", 0, 0, 1e12, "The least gain of a division");

    private static readonly Hyperparameter RowShare = Hyperparameter.Real("rowShare", 1, 1e-6, 1, "The share of rows, drawn for each tree, that it learns from");

    private static readonly Hyperparameter FeatureShare = Hyperparameter.Real("featureShare", 1, 1e-6, 1, "The share of features, drawn for each tree, that it may ask for");

    private static readonly Hyperparameter MaxBins = Hyperparameter.Whole("maxBins", 256, 2, FeatureBins.Most, "The number of bins that a feature is divided between");

    private static readonly Hyperparameter EarlyStoppingRounds = Hyperparameter.Whole(
        "earlyStoppingRounds", null, 1, 100_000, "After how many rounds without a better loss on the validation rows to stop; null: never", nullable: true);

    private static readonly Hyperparameter ValidationShare = Hyperparameter.Real("validationShare", 0.1, 0.01, 0.9, "With early stopping, the share of rows that is kept for validation");

    /// <inheritdoc/>
    public string Name => TrainerName;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>Missing values go to the side that divides better.</summary>
    public bool NeedsEveryValue => false;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Rounds, LearningRate, MaxDepth, Lambda, MinChildWeight, Gamma, RowShare, FeatureShare, MaxBins, EarlyStoppingRounds, ValidationShare, ClassBalance.Parameter];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var set = options.Hyperparameters;
        data = ClassBalance.Apply(this, task, data, set.GetWord(ClassBalance.Parameter));
        var settings = new BoostingSettings(
            set.GetInt32(Rounds),
            new TreeShape(set.GetInt32(MaxDepth, int.MaxValue), MinSamplesSplit: 2, MinSamplesLeaf: 1, MaxFeatures: int.MaxValue),
            set.GetDouble(LearningRate),
            set.GetDouble(Lambda),
            set.GetDouble(MinChildWeight),
            set.GetDouble(Gamma),
            set.GetDouble(RowShare),
            set.GetDouble(FeatureShare),
            set.GetInt32(MaxBins),
            set.Get(EarlyStoppingRounds) is double rounds ? (int)rounds : null,
            set.GetDouble(ValidationShare));
        var boosting = new GradientBoosting(task, data, settings, options);
        var trees = boosting.Learn(cancellationToken);
        return new GradientBoostingModel(task, data.Features.Columns.Count, boosting.Start, trees);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => GradientBoostingModel.Read(reader);
}
