namespace MlFunctions.Learning.Tests;

/// <summary>At equal settings as good as scikit-learn's forests and XGBoost's boosting, to 0.005 of R² and 0.002 of AUC.</summary>
public sealed class EnsembleReferenceTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, TreeReference.Of("ensembles").Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void SyntheticTable_AsGoodAsThePeer(int number)
    {
        var expected = TreeReference.Of("ensembles").ElementAt(number);
        var task = TreeReference.Task(expected);
        var (train, test) = SyntheticTable.Make(task, rows: 8000, seed: 2);

        var model = Train(expected.GetProperty("trainer").GetString()!, task, train);

        AssertAsGood(task, test, model.Outputs(test.Features), expected.GetProperty("quality").GetDouble());
    }

    [Theory]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public void Banknotes_AsGoodAsThePeer(string trainer)
    {
        var (features, targets) = RealTables.Read("banknotes.csv", "class");
        var (train, test) = SyntheticTable.Divide(new Dataset(Tables.Of(features), targets, classes: 2));
        var expected = TreeReference.Of("banknotes").Single(b => b.GetProperty("trainer").GetString() == trainer).GetProperty("quality").GetDouble();

        AssertAsGood(LearningTask.Binary, test, Train(trainer, LearningTask.Binary, train).Outputs(test.Features), expected);
    }

    private static IModel Train(string trainer, LearningTask task, Dataset train) => trainer == "random-forest"
        ? Fit.Train(trainer, task, train, threads: 2, ("trees", 100), ("maxDepth", 8))
        : Fit.Train(trainer, task, train, threads: 2, ("rounds", 100), ("maxDepth", 6), ("learningRate", 0.1));

    private static void AssertAsGood(LearningTask task, Dataset test, double[] outputs, double expected)
    {
        var (metric, tolerance) = task switch
        {
            LearningTask.Regression => ("r2", 0.005),
            LearningTask.Binary => ("auc", 0.002),
            _ => ("log-loss", -0.01),
        };
        var value = MetricCatalog.BuiltIn.Get(metric).Compute(test, outputs);
        Assert.True(MetricCatalog.BuiltIn.Get(metric).IsBetter(value, expected - tolerance), $"{metric} is {value}, the peer's {expected}");
    }
}
