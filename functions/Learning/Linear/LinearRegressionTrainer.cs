namespace MlFunctions.Learning;

/// <summary>
/// Ordinary least squares by a QR factorisation of the centred rows; several targets at once. Where columns depend on each other
/// (or are more than the rows) the weights of least norm. Categories count as 0/1 indicators; missing values are refused.
/// </summary>
public sealed class LinearRegressionTrainer : ITrainer
{
    /// <inheritdoc/>
    public string Name => "linear-regression";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression];

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var problem = CenteredLeastSquares.Of(data, Name, options, cancellationToken);
        return problem.Model(Name, PenalizedLeastSquares.Solve(problem, alpha: 0));
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => LinearModel.Read(reader, Name, Tasks, ScoreLink.Identity);
}
