namespace MlFunctions.Learning.Tests.Training;

/// <summary>Data at the edge: each trainer gives finite outputs or says what is wrong, and never hangs.</summary>
public sealed class DegenerateDataTests
{
    private static readonly Dictionary<string, Func<LearningTask, Dataset>> Cases = new()
    {
        ["one row"] = task => SampleData.Make(task, 1, seed: 1),
        ["two rows"] = task => SampleData.Make(task, 2, seed: 1),
        ["one class or value"] = task => Of(task, 30, (_, c) => c, _ => 1),
        ["constant features"] = task => Of(task, 30, (_, _) => 7, r => r % 2),
        ["all features 0"] = task => Of(task, 30, (_, _) => 0, r => r % 2),
        ["a missing column"] = task => Of(task, 30, (r, c) => c == 1 ? double.NaN : r, r => r % 2),
        ["more columns than rows"] = task => Of(task, 8, (r, c) => Math.Sin(1 + r * 50.0 + c), r => r % 2, columns: 50),
        ["the same column twice"] = task => Of(task, 30, (r, c) => Math.Sin(r), r => r % 2),
        ["separable classes"] = task => Of(task, 40, (r, c) => r < 20 ? -1 - c : 1 + c, r => r < 20 ? 0 : 1),
        ["huge features"] = task => Of(task, 30, (r, c) => (r % 3 - 1) * 3e38, r => r % 2),
        ["one huge outlier"] = task => Of(task, 30, (r, c) => r == 4 ? 3e38 : Math.Cos(r + c), r => r % 2),
        ["tiny features"] = task => Of(task, 30, (r, c) => Math.Sin(r + c) * 1e-38, r => r % 2),
        ["huge targets"] = task => Of(task, 30, (r, c) => Math.Sin(r + c), r => task is LearningTask.Regression or LearningTask.Forecast ? Math.Cos(r) * 1e300 : r % 2),
        ["largest targets"] = task => Of(task, 30, (r, c) => Math.Sin(r + c), r => task is LearningTask.Regression or LearningTask.Forecast ? (r % 2 == 0 ? double.MaxValue : double.MinValue) : r % 2),
        ["tiny targets"] = task => Of(task, 30, (r, c) => Math.Sin(r + c), r => task is LearningTask.Regression or LearningTask.Forecast ? Math.Cos(r) * 1e-300 : r % 2),
        ["a single row with weight"] = task => Of(task, 30, (r, c) => Math.Sin(r + c), r => r % 2).WithWeights([.. Enumerable.Range(0, 30).Select(r => r == 3 ? 1.0 : 0.0)]),
        ["no row with weight"] = task => Of(task, 30, (r, c) => Math.Sin(r + c), r => r % 2).WithWeights(new double[30]),
        ["huge weights"] = task => Of(task, 30, (r, c) => Math.Sin(r + c), r => r % 2).WithWeights([.. Enumerable.Range(0, 30).Select(r => 1e200 * (r + 1))]),
    };

    public static TheoryData<string, LearningTask, string> TrainersAndCases()
    {
        var all = new TheoryData<string, LearningTask, string>();
        foreach (var (trainer, task) in EveryTrainer.AndTask.Select(row => row.Data))
        {
            foreach (var name in Cases.Keys)
            {
                all.Add(trainer, task, name);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(TrainersAndCases))]
    public void Outputs_are_numbers_or_the_error_says_what_is_wrong(string trainer, LearningTask task, string name)
    {
        var data = Cases[name](task);
        var features = task == LearningTask.Forecast ? Tables.Of([[1], [2], [100]]) : data.Features;
        IModel model;
        double[] outputs;
        try
        {
            model = EveryTrainer.Train(trainer, task, data);
            outputs = model.Outputs(features);
        }
        catch (TrainingException e)
        {
            Assert.Contains(trainer, e.Message, StringComparison.Ordinal);
            return;
        }
        catch (ArgumentException e)
        {
            Assert.Contains("beyond the range of numbers", e.Message, StringComparison.Ordinal);
            return;
        }

        Assert.All(outputs, output => Assert.True(double.IsFinite(output), $"An output is {output}."));
        Assert.Equal(outputs, ModelFormat.Load(ModelFormat.Save(model), TrainerCatalog.BuiltIn).Outputs(features));
    }

    [Theory]
    [InlineData("linear-regression", LearningTask.Regression)]
    [InlineData("ridge", LearningTask.Regression)]
    [InlineData("elastic-net", LearningTask.Regression)]
    [InlineData("mlp", LearningTask.Regression)]
    public void A_constant_target_is_predicted(string trainer, LearningTask task)
    {
        var data = Of(task, 30, (r, c) => Math.Sin(r + 2 * c), _ => 4.25);
        Assert.All(EveryTrainer.Train(trainer, task, data).Outputs(data.Features), output => Assert.Equal(4.25, output, 1e-12));
    }

    [Theory]
    [InlineData("linear-regression")]
    [InlineData("logistic-regression")]
    [InlineData("linear-svm")]
    [InlineData("mlp")]
    [InlineData("k-means")]
    public void A_missing_value_is_named_when_training_and_when_predicting(string trainer)
    {
        var task = TrainerCatalog.BuiltIn.Get(trainer).Tasks[0];
        var error = Assert.Throws<TrainingException>(() => EveryTrainer.Train(trainer, task, Cases["a missing column"](task)));
        Assert.Contains("column 'x1', row 0 is missing", error.Message, StringComparison.Ordinal);

        var model = EveryTrainer.Train(trainer, task, SampleData.Make(task, 50, seed: 3));
        foreach (var value in new[] { float.NaN, float.PositiveInfinity })
        {
            var refusal = Assert.Throws<ArgumentException>(() => model.Predict([1, value, 0, 1], new double[model.OutputCount]));
            Assert.Contains("Feature 1 is", refusal.Message, StringComparison.Ordinal);
        }

        var unknown = Assert.Throws<ArgumentException>(() => model.Predict([1, 1, 0, 3], new double[model.OutputCount]));
        Assert.Contains("Feature 3 is 3, which is not a category code from 0 to 2", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logistic-regression")]
    [InlineData("linear-svm")]
    public void A_class_that_never_occurs_is_never_predicted(string trainer)
    {
        var rows = SampleData.Make(LearningTask.Binary, 200, seed: 8);
        var data = new Dataset(rows.Features, [[.. rows.Target(0).ToArray().Select(k => 2 * k)]], classes: 4);
        var matrix = ConfusionMatrix.Of(data, EveryTrainer.Train(trainer, LearningTask.Multiclass, data).Outputs(data.Features));
        Assert.Equal(0, matrix.Predicted(1) + matrix.Predicted(3));
        Assert.True(matrix.Accuracy > 0.8, $"Accuracy is {matrix.Accuracy}.");
    }

    private static Dataset Of(LearningTask task, int rows, Func<int, int, double> feature, Func<int, double> target, int columns = 3)
    {
        var table = Tables.Of([.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c => feature(r, c)).ToArray())]);
        double[] values = [.. Enumerable.Range(0, rows).Select(target)];
        return task switch
        {
            LearningTask.Clustering => new Dataset(table, []),
            LearningTask.Binary => new Dataset(table, [values], 2),
            LearningTask.Multiclass => new Dataset(table, [values], 3),
            _ => new Dataset(table, [values]),
        };
    }
}
