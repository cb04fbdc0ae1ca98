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
    /// <param name="folds">How they are divided; for forecasts in order of time.</param>
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
        _data = [.. folds.Select(fold => new Lazy<FoldData>(() => DataOf(fold, data)))];
    }

    /// <summary>How many folds there are.</summary>
    public int FoldCount => _folds.Count;

    /// <summary>Trains one candidate on one fold and scores it. A failure is a score without a value, not an exception; so is a fold that says nothing of any candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="fold">Which fold, from 0.</param>
    /// <param name="options">Seed, clock, and how many threads the training may use.</param>
    /// <param name="cancellationToken">Ends the training early with an <see cref="OperationCanceledException"/>.</param>
    public FoldScore Evaluate(Candidate candidate, int fold, SearchOptions options, CancellationToken cancellationToken = default)
    {
        var data = _data[fold].Value;
        var started = options.Clock.GetTimestamp();
        FoldScore Ended(double score, string? failure, bool mayPass = false) =>
            new(_folds[fold].Number, score, options.Clock.GetElapsedTime(started), failure) { MayPass = mayPass };
        if (data.LeftOut is { } reason)
        {
            return Ended(double.NaN, failure: null) with { LeftOut = reason };
        }

        try
        {
            var training = new TrainingOptions { Hyperparameters = candidate.Hyperparameters, Seed = options.Seed, Threads = options.Threads };
            var model = _trainers.Get(candidate.Trainer).Train(_task, data.Train, training, cancellationToken);
            var outputs = new double[data.Test.Rows * model.OutputCount];
            model.Predict(data.Test.Features, outputs, options.Threads, cancellationToken);
            var score = _metric.Compute(data.Test, outputs);
            return double.IsFinite(score) ? Ended(score, failure: null)
                : Enumerable.Range(0, data.Test.TargetCount).Any(target => IsConstant(data.Test.Target(target)))
                    ? Ended(double.NaN, failure: null) with { LeftOut = $"its {data.Test.Rows} test rows are {(data.Test.Classes > 0 ? "of one class" : "all alike")}, so that metric '{_metric.Name}' has no value" }
                : Ended(double.NaN, $"Metric '{_metric.Name}' has no value on the {data.Test.Rows} test rows.");
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever a trainer throws ends its candidate, never the search; the report names it.
            var message = e is TrainingException or KeyNotFoundException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            return Ended(double.NaN, message, mayPass: e is not (TrainingException or KeyNotFoundException or ArgumentException));
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
        var (distinct, places) = Distinct(candidates);
        var scores = new FoldScore[distinct.Length * FoldCount];
        var done = 0;
        var one = options with { Threads = 1 };
        Blocks.ForEach(scores.Length, 1, options.Threads, (i, _) =>
        {
            var candidate = distinct[i / FoldCount];
            scores[i] = Evaluate(candidate, i % FoldCount, one, cancellationToken);
            options.Progress?.Report(new SearchProgress(Interlocked.Increment(ref done), scores.Length, candidate, scores[i]));
        }, cancellationToken);
        return new SearchResult(_metric, candidates.Zip(places, (candidate, place) =>
            new CandidateResult(candidate, scores[(place * FoldCount)..((place + 1) * FoldCount)])));
    }

    /// <summary>One fold of what <see cref="Run"/> does: its scores of all folds together, ranked by <see cref="SearchResult"/>, are the same search.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="fold">Which fold, from 0.</param>
    /// <param name="options">Seed, threads, clock, progress. Threads that there are not enough candidates for go to the trainings.</param>
    /// <param name="cancellationToken">Ends the search early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A score a candidate, in their order.</returns>
    public IReadOnlyList<FoldScore> RunFold(IReadOnlyList<Candidate> candidates, int fold, SearchOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(options);
        var (distinct, places) = Distinct(candidates);
        var scores = new FoldScore[distinct.Length];
        var done = 0;
        var atOnce = Math.Min(options.Threads.Now, distinct.Length);
        var each = options with { Threads = options.Threads.Among(atOnce) };
        Blocks.ForEach(scores.Length, 1, atOnce, (i, _) =>
        {
            scores[i] = Evaluate(distinct[i], fold, each, cancellationToken);
            options.Progress?.Report(new SearchProgress(Interlocked.Increment(ref done), scores.Length, distinct[i], scores[i]));
        }, cancellationToken);
        return [.. places.Select(place => scores[place])];
    }

    // The candidates that differ in what they mean, and for each candidate which of those it is.
    private (Candidate[] Distinct, int[] Places) Distinct(IReadOnlyList<Candidate> candidates)
    {
        var place = new Dictionary<Candidate, int>();
        int[] places = [.. candidates.Select(Canonical).Select(candidate => place.TryAdd(candidate, place.Count) ? place.Count - 1 : place[candidate])];
        return ([.. place.OrderBy(entry => entry.Value).Select(entry => entry.Key)], places);
    }

    // A candidate that cannot be understood keeps its settings; training it says what is wrong.
    private Candidate Canonical(Candidate candidate) =>
        _trainers.Find(candidate.Trainer) is { } trainer && !candidate.Hyperparameters.Faults(trainer.Hyperparameters).Any()
            ? candidate with { Hyperparameters = trainer.Canonical(candidate.Hyperparameters) }
            : candidate;

    // A fold that cannot be learned from or tested on says nothing of any candidate.
    private FoldData DataOf(Fold fold, Dataset data)
    {
        if (fold.TrainRows.Count == 0 || fold.TestRows.Count == 0)
        {
            return new FoldData(data, data, $"it has no row to {(fold.TrainRows.Count == 0 ? "train" : "test")} on");
        }

        var (train, test) = (data.Take([.. fold.TrainRows]), TestOf(_task, data.Take([.. fold.TestRows])));
        return new FoldData(train, test, train.Classes > 0 && IsConstant(train.Target(0))
            ? $"its {train.Rows} training rows are of one class"
            : null);
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => values.IndexOfAnyExcept(values[0]) < 0;

    // A forecast model is asked for steps after its training, whatever the features of the rows say.
    private static Dataset TestOf(LearningTask task, Dataset rows) => task == LearningTask.Forecast ? ForecastSteps.After(rows) : rows;

    private sealed record FoldData(Dataset Train, Dataset Test, string? LeftOut);
}
