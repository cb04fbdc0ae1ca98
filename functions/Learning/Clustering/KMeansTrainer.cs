namespace MlFunctions.Learning;

/// <summary>
/// k-means: centers that make the weighted sum of squared distances to the nearest center small, the best of several starts.
/// Distances are in the units of the data (standardise in preparation). Categories count as 0/1 indicators; missing values are refused.
/// Where fewer rows differ than clusters are asked for, there are as many clusters as different rows.
/// </summary>
public sealed class KMeansTrainer : ITrainer
{
    internal const string TrainerName = "k-means";

    private static readonly Hyperparameter Clusters = Hyperparameter.Whole("clusters", 8, 1, 100_000, "How many clusters.");
    private static readonly Hyperparameter Starts = Hyperparameter.Whole("starts", 10, 1, 1000, "How often to start from other centers; the best result is kept.");
    private static readonly Hyperparameter MaxIterations = Hyperparameter.Whole("maxIterations", 300, 1, 1_000_000, "How often centers move at most.");

    /// <inheritdoc/>
    public string Name => TrainerName;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Clustering];

    /// <summary>Rows are near to each other in the units of the features.</summary>
    public bool NeedsScaling => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Clusters, Starts, MaxIterations];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var clusters = options.Hyperparameters.GetInt32(Clusters);
        if (clusters > data.Rows)
        {
            throw new TrainingException($"{Name}: {clusters} clusters are asked for, but there are {data.Rows} rows.");
        }

        var encoding = DenseEncoding.Of(data.Features, Name);
        if ((long)data.Rows * encoding.Width > Array.MaxLength)
        {
            throw new TrainingException($"{Name}: {data.Rows} rows of {encoding.Width} encoded columns are more than {Array.MaxLength} numbers; take a sample of the rows.");
        }

        var chunks = new RowChunks(data.Rows, options.Threads, cancellationToken);
        var points = new ClusterPoints(data.Features, encoding, data.Weights, chunks);
        var starts = options.Hyperparameters.GetInt32(Starts);
        double[] best = [];
        var bestInertia = double.PositiveInfinity;
        for (var s = 0; s < starts; s++)
        {
            var centers = CenterSeeding.Draw(points, clusters, new RandomStream(options.Seed, (ulong)s));
            var inertia = new Lloyd(points, centers).Run(options.Hyperparameters.GetInt32(MaxIterations), cancellationToken);
            if (inertia < bestInertia)
            {
                (best, bestInertia) = (centers, inertia);
            }

            options.Progress?.Report((s + 1.0) / starts);
        }

        return new KMeansModel(encoding, best);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => KMeansModel.Read(reader);
}
