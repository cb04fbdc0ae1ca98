namespace MlFunctions.Learning;

/// <summary>Trains candidates on folds of a dataset and scores them. Each fold's rows are copied once and shared by all candidates.</summary>
public sealed class CrossValidation
{
    private readonly TrainerCatalog _trainers;
    private readonly LearningTask _task;
    private readonly Metric _metric;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly Lazy<FoldData>[] _data;

    /// <summary>Prepares the folds.</summary>
    /// <param name="trainers">Where candidates find their trainers.</param>
    /// <param name="task">What is learned.</param>
    /// <param name="data">The rows.</param>
    /// <param name="folds">How they are divided; for forecasts by <see cref="Folds.TimeOrdered"/>.</param>
    /// <param name="metric">What is scored.</param>
    public CrossValidation(TrainerCatalog trainers, LearningTask task, Dataset data, IReadOnlyList<Fold> folds, Metric metric)
    {
        if (!metric.Tasks.Contains(task))
        {
            throw new ArgumentException($"Metric '{metric.Name}' is not defined for {task}, only for {string.Join(", ", metric.Tasks)}.", nameof(metric));
        }

        _trainers = trainers;
        _task = task;
        _metric = metric;
        _folds = folds;
        _data = [.. folds.Select(fold => new Lazy<FoldData>(() => new FoldData(data.Take([.. fold.TrainRows]), TestOf(task, data.Take([.. fold.TestRows])))))];
    }

    /// <summary>How many folds there are.</summary>
    public int FoldCount => _folds.Count;

    /// <summary>Trains one candidate on one fold and scores it. A failure is a score without a value, not an exception.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="fold">Which fold, from 0.</param>
    /// <param name="options">Seed and clock.</param>
    /// <param name="cancellationToken">Ends the training early with an <see cref="OperationCanceledException"/>.</param>
    public FoldScore Evaluate(Candidate candidate, int fold, SearchOptions options, CancellationToken cancellationToken = default)
    {
        var data = _data[fold].Value;
        var started = options.Clock.GetTimestamp();
        FoldScore Ended(double score, string? failure) => new(_folds[fold].Number, score, options.Clock.GetElapsedTime(started), failure);
        try
        {
            var training = new TrainingOptions { Hyperparameters = candidate.Hyperparameters, Seed = options.Seed };
            var model = _trainers.Get(candidate.Trainer).Train(_task, data.Train, training, cancellationToken);
            var outputs = new double[data.Test.Rows * model.OutputCount];
            model.Predict(data.Test.Features, outputs, 1, cancellationToken);
            var score = _metric.Compute(data.Test, outputs);
            return Ended(score, double.IsNaN(score) ? $"Metric '{_metric.Name}' has no value on the {data.Test.Rows} test rows." : null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever a trainer throws ends its candidate, never the search; the report names it.
            return Ended(double.NaN, e is TrainingException or KeyNotFoundException ? e.Message : $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Trains and scores every candidate on every fold and ranks them. Candidates whose settings mean the same are trained once.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="options">Seed, threads, clock, progress.</param>
    /// <param name="cancellationToken">Ends the search early with an <see cref="OperationCanceledException"/>.</param>
    public SearchResult Run(IReadOnlyList<Candidate> candidates, SearchOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(options);
        Candidate[] canonical = [.. candidates.Select(Canonical)];
        Candidate[] distinct = [.. canonical.Distinct()];
        var scores = new FoldScore[distinct.Length * FoldCount];
        var done = 0;
        Blocks.ForEach(scores.Length, 1, options.Threads, (i, _) =>
        {
            var candidate = distinct[i / FoldCount];
            scores[i] = Evaluate(candidate, i % FoldCount, options, cancellationToken);
            options.Progress?.Report(new SearchProgress(Interlocked.Increment(ref done), scores.Length, candidate, scores[i]));
        }, cancellationToken);

        var place = distinct.Select((candidate, index) => (candidate, index)).ToDictionary(entry => entry.candidate, entry => entry.index);
        return new SearchResult(_metric, candidates.Zip(canonical, (candidate, same) =>
        {
            var first = place[same] * FoldCount;
            return new CandidateResult(candidate, scores[first..(first + FoldCount)]);
        }));
    }

    // A candidate that cannot be understood keeps its settings; training it says what is wrong.
    private Candidate Canonical(Candidate candidate) =>
        _trainers.Find(candidate.Trainer) is { } trainer && !candidate.Hyperparameters.Faults(trainer.Hyperparameters).Any()
            ? candidate with { Hyperparameters = trainer.Canonical(candidate.Hyperparameters) }
            : candidate;

    // A forecast model is asked for steps after its training, whatever the features of the rows say.
    private static Dataset TestOf(LearningTask task, Dataset rows) => task == LearningTask.Forecast ? ForecastSteps.After(rows) : rows;

    private sealed record FoldData(Dataset Train, Dataset Test);
}
