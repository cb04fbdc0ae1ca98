namespace MlFunctions.Learning;

/// <summary>
/// Logistic regression: min c·Σ weight·(−ln of the true class's probability) + ½‖w‖², intercepts free; of several classes by softmax.
/// The penalty is on weights in the units of the data, although the solver works on standardised columns.
/// Categories count as 0/1 indicators; missing values are refused. A class that never occurs gets probability 0.
/// </summary>
public sealed class LogisticRegressionTrainer : ITrainer
{
    private static readonly Hyperparameter C = Hyperparameter.Real("c", 1, 1e-12, 1e12, "How much errors count against the size of the weights; smaller is smoother.");

    /// <inheritdoc/>
    public string Name => "logistic-regression";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>The penalty is on weights in the units of the features.</summary>
    public bool NeedsScaling => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [C, ClassBalance.Parameter];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var encoding = DenseEncoding.Of(data.Features, Name);
        var costs = ClassCosts.Of(data, Name, options.Hyperparameters.GetDouble(C), options.Hyperparameters.GetWord(ClassBalance.Parameter));
        var chunks = new RowChunks(data.Rows, options.Threads, cancellationToken);
        var matrix = new StandardizedMatrix(new DesignMatrix(data.Features, encoding), costs.RowWeights, chunks);
        var penalty = new RidgePenalty(matrix, withIntercept: false);
        var isBinary = data.Classes == 2;
        ConvexObjective objective = isBinary
            ? new MarginObjective<LogisticLoss>(matrix, penalty, chunks, costs.Against(data.Target(0), 1))
            : new SoftmaxObjective(matrix, penalty, chunks, Places(data.Target(0), costs.Occurring), costs.Occurring.Length, costs.Costs);
        var parameters = new double[objective.Dimension];
        NewtonSolver.Minimize(objective, parameters, cancellationToken, options.Progress);
        var scores = isBinary
            ? matrix.ToScores(parameters, ScoreLink.Sigmoid, 2, [1])
            : matrix.ToScores(parameters, ScoreLink.Softmax, data.Classes, costs.Occurring);
        return new LinearModel(Name, task, encoding, scores);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => LinearModel.Read(reader, Name, Tasks, ScoreLink.Sigmoid, ScoreLink.Softmax);

    private static int[] Places(ReadOnlySpan<double> target, int[] occurring)
    {
        var places = new int[target.Length];
        for (var r = 0; r < places.Length; r++)
        {
            // A row without weight may be of a class that does not occur; it costs nothing wherever it stands.
            places[r] = Math.Max(0, Array.IndexOf(occurring, (int)target[r]));
        }

        return places;
    }
}
