namespace MlFunctions.Learning;

/// <summary>
/// Linear support vector machine: min ½(‖w‖² + b²) + c·Σ weight·loss, the intercept penalised as by LIBLINEAR; several classes
/// each against the rest. Categories count as 0/1 indicators; missing values are refused. The outputs are scores, or with
/// <c>calibrate</c> probabilities.
/// </summary>
public sealed class LinearSvmTrainer : ITrainer
{
    private static readonly Hyperparameter C = Hyperparameter.Real("c", 1, 1e-12, 1e12, "How much errors count against the size of the weights; smaller is smoother.");
    private static readonly Hyperparameter Loss = Hyperparameter.Word("loss", "squared-hinge", ["squared-hinge", "hinge"], "What a row on the wrong side of the margin costs.");
    private static readonly Hyperparameter Calibrate = Hyperparameter.Flag("calibrate", false, "Whether scores are turned into probabilities (Platt scaling on up to 5 folds).");

    /// <inheritdoc/>
    public string Name => "linear-svm";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>The penalty is on weights in the units of the features.</summary>
    public bool NeedsScaling => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [C, Loss, ClassBalance.Parameter, Calibrate];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        var encoding = DenseEncoding.Of(data.Features, Name);
        var costs = ClassCosts.Of(data, Name, options.Hyperparameters.GetDouble(C), options.Hyperparameters.GetWord(ClassBalance.Parameter));
        var matrix = new DesignMatrix(data.Features, encoding);
        var chunks = new RowChunks(data.Rows, options.Threads, cancellationToken);
        var folds = options.Hyperparameters.GetFlag(Calibrate) ? ScoreCalibration.Folds(data.Target(0), costs, Name) : null;
        int[] places = data.Classes == 2 ? [1] : costs.Occurring;
        var parameters = new List<double[]>();
        var calibration = new List<double>();
        foreach (var place in places)
        {
            var problem = new MarginProblem(matrix, chunks, costs.Against(data.Target(0), place));
            parameters.Add(Solve(problem));
            if (folds is not null)
            {
                var (a, b) = ScoreCalibration.Fit(problem, folds, costs.RowWeights, Solve);
                calibration.AddRange([a, b]);
            }

            options.Progress?.Report((double)parameters.Count / places.Length);
        }

        var link = folds is null ? ScoreLink.Margin : ScoreLink.CalibratedMargin;
        return new LinearModel(Name, task, encoding, new LinearScores(
            link, data.Classes, places, [.. parameters.SelectMany(p => p[..^1])], [.. parameters.Select(p => p[^1])], [.. calibration]));

        double[] Solve(MarginProblem problem) => options.Hyperparameters.GetWord(Loss) == "hinge"
            ? HingeSolver.Solve(problem, cancellationToken)
            : SquaredHingeSolver.Solve(problem, cancellationToken);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => LinearModel.Read(reader, Name, Tasks, ScoreLink.Margin, ScoreLink.CalibratedMargin);
}
