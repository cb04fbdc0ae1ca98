namespace MlFunctions.Learning.Tests;

public sealed class EnsembleTests
{
    public static TheoryData<string, LearningTask> Models => TreeModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void AnyNumberOfThreads_SameBytes(string trainer, LearningTask task)
    {
        var one = ModelFormat.Save(TreeModels.Train(trainer, task, rows: 2500, threads: 1));

        Assert.Equal(one, ModelFormat.Save(TreeModels.Train(trainer, task, rows: 2500, threads: 3)));
    }

    [Theory]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public void AnotherSeed_AnotherModel(string trainer)
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 200, seed: 1);
        byte[] Save(ulong seed) => ModelFormat.Save(TrainerCatalog.BuiltIn.Get(trainer).Train(
            LearningTask.Regression, data, Table.With(trainer == "random-forest" ? ("trees", 3) : ("rowShare", 0.5)) with { Seed = seed }, TestContext.Current.CancellationToken));

        Assert.Equal(Save(1), Save(1));
        Assert.NotEqual(Save(1), Save(2));
    }

    [Theory]
    [InlineData("decision-tree")]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public void SeveralTargets_EachIsLearned(string trainer)
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 800, seed: 2, targets: 2);

        var outputs = Fit.Train(trainer, LearningTask.Regression, data, threads: 2).Outputs(data.Features);

        Assert.InRange(RegressionMetrics.R2.Compute(data, outputs), 0.9, 1);
    }

    [Theory]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public void BalancedClasses_FindMoreOfTheRareOne(string trainer)
    {
        var (train, test) = SyntheticTable.Make(LearningTask.Binary, rows: 1200, seed: 4);
        // Four in five rows of class 1 are left out.
        train = train.Take([.. Enumerable.Range(0, train.Rows).Where(r => train.Target(0)[r] == 0 || r % 5 == 0)]);
        double Found(string? classWeight)
        {
            var outputs = Fit.Train(trainer, LearningTask.Binary, train, ("classWeight", classWeight), ("maxDepth", 3)).Outputs(test.Features);
            return Enumerable.Range(0, test.Rows).Count(r => test.Target(0)[r] == 1 && outputs[2 * r + 1] > 0.5);
        }

        Assert.True(Found("balanced") > Found(null));
    }

    [Fact]
    public void Boosting_OneRoundOneStump_ByHand()
    {
        // Mean 3. Derivatives: 3 − target = 2, 2, −4 with second derivatives 1. Divided after the second row;
        // steps −4/(2+1)·0.5 and 4/(1+1)·0.5 with λ = 1 and learning rate 0.5.
        var data = Table.Regression(Table.Numbers([1, 2, 3]), 1, 1, 7);

        var model = Fit.Train("gradient-boosting", LearningTask.Regression, data, ("rounds", 1), ("maxDepth", 1), ("learningRate", 0.5));

        Assert.Equal(3 - 4.0 / 3 * 0.5, Table.Row(model, 1)[0], 1e-8);
        Assert.Equal(3 + 4.0 / 2 * 0.5, Table.Row(model, 3)[0], 1e-8);
    }

    [Fact]
    public void Boosting_MinChildWeight_ForbidsSmallSides()
    {
        var data = Table.Regression(Table.Numbers([1, 2, 3]), 1, 1, 7);

        var model = Fit.Train("gradient-boosting", LearningTask.Regression, data, ("rounds", 1), ("minChildWeight", 2));

        Assert.Equal([3.0], Table.Row(model, 3));
    }

    [Fact]
    public void Boosting_GammaAboveTheGain_DividesNothing()
    {
        // The gain of the only good division is 16/3 + 16/2 − 0 = 13.33.
        var data = Table.Regression(Table.Numbers([1, 2, 3]), 1, 1, 7);

        Assert.Equal([3.0], Table.Row(Fit.Train("gradient-boosting", LearningTask.Regression, data, ("rounds", 1), ("gamma", 13.4)), 3));
        Assert.NotEqual([3.0], Table.Row(Fit.Train("gradient-boosting", LearningTask.Regression, data, ("rounds", 1), ("gamma", 13.3)), 3));
    }

    [Fact]
    public void Boosting_EarlyStopping_StopsAtTheBestRound()
    {
        // Nothing to learn but noise: validation loss grows from the first rounds on.
        var random = new RandomStream(5);
        var data = Table.Regression(
            Table.Numbers([.. Enumerable.Range(0, 400).Select(_ => (float)random.NextNormal())]), [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())]);

        var all = ModelFormat.Save(Fit.Train("gradient-boosting", LearningTask.Regression, data, ("rounds", 200)));
        var stopped = ModelFormat.Save(Fit.Train("gradient-boosting", LearningTask.Regression, data, ("rounds", 200), ("earlyStoppingRounds", 5)));

        Assert.True(stopped.Length < all.Length / 5, $"{stopped.Length} bytes of {all.Length}");
    }

    [Fact]
    public void Boosting_RowAndFeatureShares_StillFit()
    {
        var (train, test) = SyntheticTable.Make(LearningTask.Regression, rows: 2000, seed: 3);

        var model = Fit.Train("gradient-boosting", LearningTask.Regression, train, ("rowShare", 0.6), ("featureShare", 0.6));

        Assert.InRange(RegressionMetrics.R2.Compute(test, model.Outputs(test.Features)), 0.93, 1);
    }

    [Fact]
    public void Forest_WithoutBootstrap_OfAllFeatures_IsOneTreeManyTimes()
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 200, seed: 4);

        var forest = Fit.Train("random-forest", LearningTask.Regression, data, ("trees", 4), ("bootstrap", false), ("maxDepth", 5));
        var tree = Fit.Train("decision-tree", LearningTask.Regression, data, ("maxDepth", 5));

        Assert.Equal(tree.Outputs(data.Features), forest.Outputs(data.Features));
    }
}
