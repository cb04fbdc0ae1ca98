namespace MlFunctions.Learning.Tests.Neural;

/// <summary>Expected quality: the median of scikit-learn's networks of the same size over five seeds, see reference.py.</summary>
public sealed class MlpTests
{
    private static readonly Expected Reference = Expected.Of("networks");

    [Fact]
    public void Housing_is_learned_as_well_as_by_scikit_learn()
    {
        var (features, targets) = RealTables.Read("housing.csv", "MEDV", "PTRATIO");
        var (train, test) = EveryFifth(new Dataset(Tables.Of(features), targets));
        var model = Fit.Train("mlp", LearningTask.Regression, train);
        Assert.True(RegressionMetrics.R2.Compute(test, model.Outputs(test.Features)) >= Reference["housingR2"].Number - 0.03);
    }

    [Fact]
    public void Banknotes_are_learned_as_well_as_by_scikit_learn()
    {
        var (features, targets) = RealTables.Read("banknotes.csv", "class");
        var (train, test) = EveryFifth(new Dataset(Tables.Of(features), targets, 2));
        var model = Fit.Train("mlp", LearningTask.Binary, train, ("maxEpochs", 50));
        Assert.True(ClassMetrics.Accuracy.Compute(test, model.Outputs(test.Features)) >= Reference["banknotesAccuracy"].Number - 0.005);
    }

    [Theory]
    [InlineData(LearningTask.Regression, "relu")]
    [InlineData(LearningTask.Regression, "tanh")]
    [InlineData(LearningTask.Multiclass, "tanh")]
    public void The_gradient_is_that_of_finite_differences(LearningTask task, string activation)
    {
        var data = SampleData.Make(task, 20, seed: 4, weighted: true);
        var encoding = new DenseEncoding(data.Features.Columns);
        var chunks = new RowChunks(data.Rows, 1, TestContext.Current.CancellationToken);
        var targets = new NetworkTargets(data);
        var shape = new NetworkShape([encoding.Width, 5, 4, targets.Count], activation == "tanh" ? Activation.Tanh : Activation.Relu);
        var training = new NetworkTraining(shape, InputScaling.Of(data, encoding, chunks), data.Features, targets, alpha: 0.1, batchRows: 20, threads: 1);
        var random = new RandomStream(9);
        double[] parameters = [.. Enumerable.Range(0, shape.ParameterCount).Select(_ => random.NextNormal())];
        int[] batch = [.. Enumerable.Range(0, 20)];

        training.Gradient(parameters, batch);
        var gradient = training.LastGradient.ToArray();

        for (var i = 0; i < parameters.Length; i++)
        {
            Assert.Equal((LossAt(i, 1e-6) - LossAt(i, -1e-6)) / 2e-6, gradient[i], 1e-5);
        }

        double LossAt(int parameter, double shift)
        {
            var shifted = parameters.ToArray();
            shifted[parameter] += shift;
            return training.Gradient(shifted, batch);
        }
    }

    [Fact]
    public void Early_stopping_ends_before_all_epochs_and_still_learns()
    {
        var data = SampleData.Make(LearningTask.Binary, 400, seed: 2);
        var epochs = 0;
        var options = new TrainingOptions
        {
            Hyperparameters = new HyperparameterSet([new("earlyStopping", true), new("maxEpochs", 1000), new("learningRate", 0.01)]),
            Progress = new Counter(() => epochs++),
        };
        var model = new MlpTrainer().Train(LearningTask.Binary, data, options, TestContext.Current.CancellationToken);
        Assert.InRange(epochs, 11, 500);
        Assert.True(RankingMetrics.Auc.Compute(data, model.Outputs(data.Features)) > 0.9);
    }

    private static (Dataset Train, Dataset Test) EveryFifth(Dataset data) =>
        (data.Take([.. Enumerable.Range(0, data.Rows).Where(r => r % 5 != 0)]), data.Take([.. Enumerable.Range(0, data.Rows).Where(r => r % 5 == 0)]));

    private sealed class Counter(Action count) : IProgress<double>
    {
        public void Report(double value) => count();
    }
}
