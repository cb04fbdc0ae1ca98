namespace MlFunctions.Learning;

/// <summary>
/// ARIMA(p, d, q) by exact maximum likelihood. The target is the series, its rows ordered in time at even distances; features do not count.
/// Orders that are null are chosen: d by KPSS tests, p and q by AICc. A row to forecast holds one feature: the step ahead, 1, 2, …
/// </summary>
public sealed class ArimaTrainer : ITrainer
{
    internal const string TrainerName = "arima";

    private const int LargestOrder = 20;

    private static readonly Hyperparameter P = Hyperparameter.Whole("p", null, 0, LargestOrder, "How many past values count; null: chosen.", nullable: true);
    private static readonly Hyperparameter D = Hyperparameter.Whole("d", null, 0, 2, "How often the series is differenced; null: chosen.", nullable: true);
    private static readonly Hyperparameter Q = Hyperparameter.Whole("q", null, 0, LargestOrder, "How many past shocks count; null: chosen.", nullable: true);
    private static readonly Hyperparameter Constant = Hyperparameter.Word(
        "constant", null, ["yes", "no"], "Whether there is a mean (d = 0) or drift (d = 1); null: chosen, or where p, d and q are given: yes for d = 0.", nullable: true);

    /// <inheritdoc/>
    public string Name => TrainerName;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Forecast];

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [P, D, Q, Constant];

    /// <inheritdoc/>
    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        if (data.IsWeighted && data.Weights.ContainsAnyExcept(data.Weights[0]))
        {
            throw new TrainingException($"{Name}: rows of different weight have no meaning in a series; leave the weights out.");
        }

        // Likelihoods are computed on numbers of usual size.
        var scale = Size(data.Target(0));
        double[] series = [.. data.Target(0).ToArray().Select(y => y / scale)];
        return Model(Fit(series, options.Hyperparameters, cancellationToken), series, scale);
    }

    /// <inheritdoc/>
    public IModel Read(ModelReader reader) => ArimaModel.Read(reader);

    private ArimaFit Fit(double[] series, HyperparameterSet set, CancellationToken cancellationToken)
    {
        var d = set.Get(D) is double given ? (int)given : Differencing.Needed(series);
        int? p = set.Get(P) is double givenP ? (int)givenP : null;
        int? q = set.Get(Q) is double givenQ ? (int)givenQ : null;
        bool? constant = set.GetWord(Constant) is { } word ? word == "yes" : p is not null && q is not null && set.Get(D) is not null ? d == 0 : null;
        if (constant == true && d > 1)
        {
            throw new TrainingException($"{Name}: a constant after differencing twice is a parabola for ever; set constant to no or d to at most 1.");
        }

        var parameters = (p ?? 0) + (q ?? 0);
        var needed = d + (parameters > 0 ? parameters + 4 : 1);
        if (series.Length < needed)
        {
            throw new TrainingException($"{Name}: {series.Length} values are too few for p={p ?? 0}, d={d}, q={q ?? 0}; at least {needed} are needed.");
        }

        var differences = Differencing.Apply(series, d);
        if (Differencing.IsConstant(differences))
        {
            // Nothing is left to explain, and no variance to divide by.
            var mean = constant == false ? 0 : differences[0];
            if (differences[0] == mean)
            {
                var level = ArmaLikelihood.Of(new ArmaProcess([], []), differences, hasMean: mean != 0);
                return new ArimaFit(new ArimaOrder(0, d, 0, mean != 0), [], [], level, differences.Length);
            }
        }

        return new OrderSearch(differences, d, p, q, constant, cancellationToken).Run();
    }

    private static ArimaModel Model(ArimaFit fit, double[] series, double scale)
    {
        double[] last = [.. Enumerable.Range(0, fit.Order.D).Select(i => Differencing.Apply(series, i)[^1] * scale)];
        return new ArimaModel(fit.Ar, fit.Ma, fit.Likelihood.Mean * scale, [.. fit.Likelihood.State.Select(s => s * scale)], last);
    }

    private static double Size(ReadOnlySpan<double> series)
    {
        var largest = 0.0;
        foreach (var value in series)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest >= 1e-290 ? largest : 1;
    }
}
