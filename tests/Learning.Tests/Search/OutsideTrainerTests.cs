namespace MlFunctions.Learning.Tests;

/// <summary>A new trainer takes one class and one line: here one that the library does not know.</summary>
public sealed class OutsideTrainerTests
{
    private static readonly TrainerCatalog Catalog = TrainerCatalog.BuiltIn.With(new MidrangeTrainer());

    [Fact]
    public void TrainsSavesAndLoads_LikeAnyOther()
    {
        var data = Table.Regression(Table.Numbers([1, 2, 3]), 0, 1, 10);

        var model = Catalog.Get("midrange").Train(LearningTask.Regression, data, TrainingOptions.Default, TestContext.Current.CancellationToken);
        var loaded = ModelFormat.Load(ModelFormat.Save(model), Catalog);

        Assert.Equal([5.0, 5.0, 5.0], loaded.Outputs(data.Features));
    }

    [Fact]
    public void TakesPartInASearch()
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 60, seed: 1);
        var search = new CrossValidation(Catalog, LearningTask.Regression, data, Folds.Random(60, 3, seed: 1), RegressionMetrics.R2);

        var result = search.Run([new("midrange", HyperparameterSet.Empty), new("decision-tree", HyperparameterSet.Empty)], new SearchOptions(), TestContext.Current.CancellationToken);

        Assert.All(result.Candidates, c => Assert.Null(c.Failure));
        Assert.Equal("midrange", result.Candidates[1].Candidate.Trainer);
    }

    /// <summary>Predicts halfway between the smallest and the largest target, whatever the features.</summary>
    private sealed class MidrangeTrainer : ITrainer
    {
        public string Name => "midrange";

        public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Regression];

        public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [];

        public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
        {
            TrainingPreconditions.Require(this, task, data, options);
            var target = data.Target(0).ToArray();
            return new Model(data.Features.Columns.Count, (target.Min() + target.Max()) / 2);
        }

        public IModel Read(ModelReader reader) => new Model(reader.ReadInt32("the number of features", 0, 1000), reader.ReadFinite("the value"));

        private sealed class Model(int features, double value) : IModel
        {
            public string Trainer => "midrange";

            public LearningTask Task => LearningTask.Regression;

            public int FeatureCount => features;

            public int OutputCount => 1;

            public ModelOutput Output => ModelOutput.Value;

            public void Predict(ReadOnlySpan<float> row, Span<double> outputs) => outputs[0] = value;

            public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) => outputs.Fill(value);

            public void Write(ModelWriter writer)
            {
                writer.Write(features);
                writer.Write(value);
            }
        }
    }
}
