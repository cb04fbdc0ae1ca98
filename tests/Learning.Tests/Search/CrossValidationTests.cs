namespace MlFunctions.Learning.Tests;

public sealed class CrossValidationTests
{
    private static readonly Dataset Data = Table.Regression(
        Table.Numbers([.. Enumerable.Range(0, 60).Select(i => (float)i)]), [.. Enumerable.Range(0, 60).Select(i => (double)(i * i % 17 + i))]);

    private static CrossValidation OverThreeFolds(TrainerCatalog? trainers = null) =>
        new(trainers ?? TrainerCatalog.BuiltIn, LearningTask.Regression, Data, Folds.Random(Data.Rows, 3, seed: 1), RegressionMetrics.R2);

    private static IReadOnlyList<Candidate> Depths(params object?[] depths) =>
        GridSearch.Candidates("decision-tree", new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal) { ["maxDepth"] = depths });

    [Fact]
    public void AnyNumberOfThreads_SameScores()
    {
        var one = OverThreeFolds().Run(Depths(1, 2, 3, null), new SearchOptions(), TestContext.Current.CancellationToken);
        var four = OverThreeFolds().Run(Depths(1, 2, 3, null), new SearchOptions { Threads = 4 }, TestContext.Current.CancellationToken);

        Assert.Equal(one.Candidates.Select(c => (c.Candidate, c.Mean)), four.Candidates.Select(c => (c.Candidate, c.Mean)));
    }

    [Fact]
    public void FoldsOneByOne_SameScoresAsTheWholeSearch()
    {
        var candidate = Depths(3)[0];
        var whole = OverThreeFolds().Run([candidate], new SearchOptions(), TestContext.Current.CancellationToken).Best;

        var scores = Enumerable.Range(0, 3).Select(fold => OverThreeFolds().Evaluate(candidate, fold, new SearchOptions(), TestContext.Current.CancellationToken));

        Assert.Equal(whole.Mean, new CandidateResult(candidate, scores).Mean);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void RunFold_OfEveryFold_GivesTheScoresOfTheWholeSearch(int threads)
    {
        var candidates = Depths(1, 5, 1, null);
        var whole = OverThreeFolds().Run(candidates, new SearchOptions(), TestContext.Current.CancellationToken);

        var folds = Enumerable.Range(0, 3)
            .Select(fold => OverThreeFolds().RunFold(candidates, fold, new SearchOptions { Threads = threads }, TestContext.Current.CancellationToken))
            .ToArray();
        var gathered = new SearchResult(RegressionMetrics.R2, candidates.Select((candidate, i) => new CandidateResult(candidate, folds.Select(fold => fold[i]))));

        Assert.Equal(whole.Candidates.Select(c => (c.Candidate, c.Mean)), gathered.Candidates.Select(c => (c.Candidate, c.Mean)));
    }

    [Fact]
    public void BestFirst_FailedLast_WithTheReason()
    {
        Candidate[] candidates = [new("decision-tree", new HyperparameterSet([new("maxDepth", -1)])), .. Depths(1, 5), new("oracle", HyperparameterSet.Empty)];

        var result = OverThreeFolds().Run(candidates, new SearchOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("decision-tree maxDepth=5", result.Best.Candidate.ToString());
        Assert.Equal("decision-tree maxDepth=1", result.Candidates[1].Candidate.ToString());
        Assert.Contains("maxDepth: -1 is not allowed", result.Candidates[2].Failure, StringComparison.Ordinal);
        Assert.Contains("no trainer 'oracle'", result.Candidates[3].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCandidateFailed_BestSaysWhy()
    {
        var result = OverThreeFolds().Run([new("oracle", HyperparameterSet.Empty)], new SearchOptions(), TestContext.Current.CancellationToken);

        Assert.Contains("oracle", Assert.Throws<TrainingException>(() => result.Best).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_EndsAtOnce()
    {
        using var cancelled = new CancellationTokenSource();
        var options = new SearchOptions { Progress = new CancelOnFirst(cancelled) };

        Assert.ThrowsAny<OperationCanceledException>(() => OverThreeFolds().Run(Depths(1, 2, 3), options, cancelled.Token));
    }

    [Fact]
    public void Progress_CountsEveryTraining()
    {
        var heard = new List<SearchProgress>();

        OverThreeFolds().Run(Depths(1, 2), new SearchOptions { Progress = new Recorder(heard) }, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5, 6], heard.Select(p => p.Done));
        Assert.All(heard, p => Assert.Equal(6, p.Total));
    }

    [Fact]
    public void MeanAndDeviation_ByHand()
    {
        // Mean of 1, 2, 6 is 3; squared differences 4, 1, 9; their mean is 14/3.
        var result = new CandidateResult(new("t", HyperparameterSet.Empty), [new(2, 6, TimeSpan.FromSeconds(3)), new(0, 1, TimeSpan.FromSeconds(1)), new(1, 2, TimeSpan.FromSeconds(2))]);

        Assert.Equal(3, result.Mean);
        Assert.Equal(Math.Sqrt(14.0 / 3), result.StandardDeviation, 1e-15);
        Assert.Equal(TimeSpan.FromSeconds(6), result.Elapsed);
        Assert.Equal([0, 1, 2], result.Scores.Select(s => s.Fold));
    }

    private sealed class CancelOnFirst(CancellationTokenSource source) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => source.Cancel();
    }

    private sealed class Recorder(List<SearchProgress> heard) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => heard.Add(value);
    }
}
