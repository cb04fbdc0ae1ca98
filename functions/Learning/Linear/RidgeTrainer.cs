namespace MlFunctions.Learning;

/// <summary>
/// Ridge regression: min Σ weight·(y − x·w − b)² + alpha·‖w‖², the intercept b free (Hoerl and Kennard, 1970); several targets at once.
/// The penalty is on weights in the units of the data. Categories count as 0/1 indicators; missing values are refused.
/// </summary>
public sealed class RidgeTrainer : ITrainer
{
    private static readonly Hyperparameter Alpha = Hyperparameter.Real("alpha", 1, 0, double.MaxValue, "How strongly weights are pulled to 0; 0 is ordinary least squares.");

    /// <inheritdoc/>
    public string Name => "ridge";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression];

    /// <summary>The penalty is on weights in the units of the features.</summary>
    public bool NeedsScaling => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Alpha];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var problem = CenteredLeastSquares.Of(data, Name, options, cancellationToken);
        return problem.Model(Name, PenalizedLeastSquares.Solve(problem, options.Hyperparameters.GetDouble(Alpha)));
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => LinearModel.Read(reader, Name, Tasks, ScoreLink.Identity);
}
