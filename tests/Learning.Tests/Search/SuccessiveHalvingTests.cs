namespace MlFunctions.Learning.Tests;

public sealed class SuccessiveHalvingTests
{
    private static readonly Dataset Data = MixedTable.Make(LearningTask.Regression, rows: 600, seed: 3);

    private static IReadOnlyList<SearchResult> Run(IReadOnlyList<Candidate> candidates) => SuccessiveHalving.Run(
        TrainerCatalog.BuiltIn, LearningTask.Regression, Data, Folds.Random(Data.Rows, 3, seed: 1), RegressionMetrics.R2, candidates, new SearchOptions(), cancellationToken: TestContext.Current.CancellationToken);

    private static IReadOnlyList<Candidate> Depths(int count) => GridSearch.Candidates(
        "decision-tree", new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal) { ["maxDepth"] = [.. Enumerable.Range(1, count).Select(d => (object?)d)] });

    [Fact]
    public void EveryRound_KeepsAThird_AndEndsWithOneOnAllRows()
    {
        var rounds = Run(Depths(9));

        Assert.Equal([9, 3, 1], rounds.Select(r => r.Candidates.Count));
        var whole = new CrossValidation(TrainerCatalog.BuiltIn, LearningTask.Regression, Data, Folds.Random(Data.Rows, 3, seed: 1), RegressionMetrics.R2)
            .Run([rounds[^1].Best.Candidate], new SearchOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(whole.Best.Mean, rounds[^1].Best.Mean);
    }

    [Fact]
    public void OneCandidate_OneRound() => Assert.Single(Run(Depths(1)));

    [Fact]
    public void FailedCandidates_AreLeftOut()
    {
        var rounds = Run([new("oracle", HyperparameterSet.Empty), .. Depths(3)]);

        Assert.NotNull(rounds[0].Candidates[^1].Failure);
        Assert.All(rounds.Skip(1).SelectMany(r => r.Candidates), c => Assert.Null(c.Failure));
    }

    [Fact]
    public void AllFailed_EndsAfterOneRound_AndSaysWhy()
    {
        var rounds = Run([new("oracle", HyperparameterSet.Empty), new("sibyl", HyperparameterSet.Empty)]);

        Assert.Contains("oracle", Assert.Throws<TrainingException>(() => Assert.Single(rounds).Best).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RoundByRound_IsTheSameSearch()
    {
        var whole = Run(Depths(7));
        var folds = Folds.Random(Data.Rows, 3, seed: 1);
        var rounds = SuccessiveHalving.Rounds(7, factor: 3);
        var remaining = Depths(7);

        for (var round = 0; round < rounds; round++)
        {
            var smaller = SuccessiveHalving.FoldsOf(folds, round, rounds, new SearchOptions().Seed, factor: 3);
            var result = new CrossValidation(TrainerCatalog.BuiltIn, LearningTask.Regression, Data, smaller, RegressionMetrics.R2)
                .Run(remaining, new SearchOptions(), TestContext.Current.CancellationToken);
            Assert.Equal(whole[round].Candidates.Select(c => (c.Candidate, c.Mean)), result.Candidates.Select(c => (c.Candidate, c.Mean)));
            remaining = SuccessiveHalving.Survivors(result, factor: 3);
        }

        Assert.Equal(whole.Count, rounds);
    }
}
