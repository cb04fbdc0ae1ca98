namespace MlFunctions.Learning.Tests.Search;

public sealed class CanonicalCandidateTests
{
    private static readonly double[] Truth = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * 0.7) + i % 7)];

    private static readonly Dataset Data = new(
        new FeatureTable([new FeatureColumn("x")], [[.. Enumerable.Range(0, 60).Select(i => i * 0.7f % 11)]]),
        [Truth]);

    [Theory]
    [InlineData(2, 4)]
    [InlineData(7, 4)]
    [InlineData(3, 2)]
    public void Canonical_GivesTheModelOfTheSettingsAsGiven(int minSamplesSplit, int minSamplesLeaf)
    {
        var trainer = new DecisionTreeTrainer();
        var given = new HyperparameterSet([new("minSamplesSplit", minSamplesSplit), new("minSamplesLeaf", minSamplesLeaf)]);
        var canonical = trainer.Canonical(given);

        Assert.NotEqual(given, canonical);
        Assert.Equal(Train(trainer, given), Train(trainer, canonical));
    }

    [Fact]
    public void Run_TrainsCandidatesThatMeanTheSameOnce_AndReportsThemAll()
    {
        var trainings = 0;
        var options = new SearchOptions { Progress = new Counter(() => trainings++) };
        var grid = new Dictionary<string, IReadOnlyList<object?>> { ["minSamplesSplit"] = [2.0, 4.0, 8.0, 10.0], ["minSamplesLeaf"] = [4.0] };
        var search = new CrossValidation(TrainerCatalog.BuiltIn, LearningTask.Regression, Data, Folds.Random(60, 5, 1), MetricCatalog.BuiltIn.Get("r2"));

        var result = search.Run(GridSearch.Candidates("decision-tree", grid), options, TestContext.Current.CancellationToken);

        Assert.Equal(2 * 5, trainings);
        Assert.Equal(4, result.Candidates.Count);
        Assert.Equal(2, result.Candidates.Select(candidate => candidate.Mean).Distinct().Count());
    }

    private static byte[] Train(DecisionTreeTrainer trainer, HyperparameterSet set) =>
        ModelFormat.Save(trainer.Train(LearningTask.Regression, Data, new TrainingOptions { Hyperparameters = set }, TestContext.Current.CancellationToken));

    private sealed class Counter(Action count) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => count();
    }
}
