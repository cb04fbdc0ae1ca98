namespace MlFunctions.Learning.Tests.Training;

/// <summary>What <see cref="ITrainer"/> and <see cref="IModel"/> promise, for each trainer of the catalogue.</summary>
public sealed class TrainerContractTests
{
    // Enough rows for several chunks of every kind.
    private const int ManyRows = 20_000;

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void The_model_is_the_same_to_the_bit_on_any_number_of_threads(string trainer, LearningTask task)
    {
        var data = SampleData.Make(task, task == LearningTask.Forecast ? 200 : ManyRows, seed: 1);
        var one = ModelFormat.Save(EveryTrainer.Train(trainer, task, data, threads: 1));
        Assert.Equal(one, ModelFormat.Save(EveryTrainer.Train(trainer, task, data, threads: 3)));

        // And on a number that is another each time that it is asked for.
        var asked = 0;
        Assert.Equal(one, ModelFormat.Save(EveryTrainer.Train(trainer, task, data, new ThreadShare(() => Interlocked.Increment(ref asked) % 4))));
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void A_saved_model_scores_the_same_to_the_bit(string trainer, LearningTask task)
    {
        var data = SampleData.Make(task, 300, seed: 2);
        var model = EveryTrainer.Train(trainer, task, data);
        var file = ModelFormat.Save(model);
        var loaded = ModelFormat.Load(file, TrainerCatalog.BuiltIn);
        Assert.Equal(model.Outputs(data.Features), loaded.Outputs(data.Features));
        Assert.Equal((model.Trainer, model.Task, model.Output, model.OutputCount), (loaded.Trainer, loaded.Task, loaded.Output, loaded.OutputCount));
        Assert.Equal(file, ModelFormat.Save(loaded));
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void A_row_has_the_same_outputs_to_the_bit_alone_and_in_a_table(string trainer, LearningTask task)
    {
        var data = SampleData.Make(task, 1000, seed: 3);
        var model = EveryTrainer.Train(trainer, task, data.Take([.. Enumerable.Range(0, 300)]));
        var table = model.Outputs(data.Features);
        Assert.Equal(table, model.Outputs(data.Features, threads: 3));
        var row = new float[model.FeatureCount];
        var outputs = new double[model.OutputCount];
        for (var r = 0; r < data.Rows; r++)
        {
            data.Features.CopyRow(r, row);
            model.Predict(row, outputs);
            Assert.Equal(table[(r * outputs.Length)..((r + 1) * outputs.Length)], outputs);
        }
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void A_row_is_predicted_without_allocating(string trainer, LearningTask task)
    {
        var data = SampleData.Make(task, 100, seed: 7);
        var model = EveryTrainer.Train(trainer, task, data);
        var row = new float[model.FeatureCount];
        data.Features.CopyRow(0, row);
        var outputs = new double[model.OutputCount];
        model.Predict(row, outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(row, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void Probabilities_lie_between_0_and_1_and_add_up_to_1(string trainer, LearningTask task)
    {
        var data = SampleData.Make(task, 300, seed: 4);
        var model = EveryTrainer.Train(trainer, task, data);
        if (model.Output == ModelOutput.Probability)
        {
            foreach (var row in model.Outputs(data.Features).Chunk(model.OutputCount))
            {
                Assert.All(row, p => Assert.InRange(p, 0, 1));
                Assert.Equal(1, row.Sum(), 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void An_ended_token_ends_the_training(string trainer, LearningTask task)
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            TrainerCatalog.BuiltIn.Get(trainer).Train(task, SampleData.Make(task, 300, seed: 5), TrainingOptions.Default, ended.Token));
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.AndTask), MemberType = typeof(EveryTrainer))]
    public void An_unknown_hyperparameter_is_named(string trainer, LearningTask task)
    {
        var error = Assert.Throws<TrainingException>(() =>
            EveryTrainer.Train(trainer, task, SampleData.Make(task, 50, seed: 6), HyperparameterSet.Empty.With("colour", "red")));
        Assert.Contains("colour: unknown", error.Message, StringComparison.Ordinal);
    }
}
