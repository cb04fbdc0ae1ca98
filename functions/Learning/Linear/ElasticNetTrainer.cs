namespace MlFunctions.Learning;

/// <summary>
/// Elastic net: min Σ weight·(y − x·w − b)² / (2·Σ weight) + alpha·l1Ratio·‖w‖₁ + ½·alpha·(1 − l1Ratio)·‖w‖², the intercept b free
/// (Zou and Hastie, 2005), by coordinate descent (Friedman, Hastie and Tibshirani, 2010); several targets, each by itself.
/// The penalty is on weights in the units of the data. Categories count as 0/1 indicators; missing values are refused.
/// </summary>
public sealed class ElasticNetTrainer : ITrainer
{
    private static readonly Hyperparameter Alpha = Hyperparameter.Real("alpha", 1, 0, double.MaxValue, "How strongly weights are pulled to 0; 0 is ordinary least squares.");
    private static readonly Hyperparameter L1Ratio = Hyperparameter.Real("l1Ratio", 0.5, 0, 1, "The share of the penalty that sets weights to 0 exactly: 1 is the lasso, 0 is ridge.");

    /// <inheritdoc/>
    public string Name => "elastic-net";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression];

    /// <summary>The penalty is on weights in the units of the features.</summary>
    public bool NeedsScaling => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Alpha, L1Ratio];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var problem = CenteredLeastSquares.Of(data, Name, options, cancellationToken);
        var penalty = options.Hyperparameters.GetDouble(Alpha) * problem.TotalWeight;
        var ratio = options.Hyperparameters.GetDouble(L1Ratio);
        var weights = penalty * ratio == 0
            ? PenalizedLeastSquares.Solve(problem, penalty)
            : new ElasticNetDescent(problem, penalty * ratio, penalty * (1 - ratio)).Solve(cancellationToken);
        return problem.Model(Name, weights);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => LinearModel.Read(reader, Name, Tasks, ScoreLink.Identity);
}
