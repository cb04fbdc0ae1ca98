using MlFunctions.Learning;

namespace MlFunctions.Tests.Scoring;

/// <summary>A trainer from outside the library, as users plug in: its models answer one number for every row, after doing what the test wants.</summary>
internal sealed class PluggedTrainer : ITrainer
{
    public string Name => "plugged";

    public IReadOnlyList<LearningTask> Tasks => [LearningTask.Regression];

    public IReadOnlyList<Hyperparameter> Hyperparameters => [];

    /// <summary>What each prediction of a row does first; gets the model's number and the row's first feature.</summary>
    public Action<double, float> OnPredict { get; set; } = (_, _) => { };

    /// <summary>What each prediction of a table does first; gets how many rows it has.</summary>
    public Action<int> OnTable { get; set; } = _ => { };

    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default) =>
        new Model(this, data.Features.Columns.Count, data.Target(0)[0]);

    public IModel Read(ModelReader reader) => new Model(this, reader.ReadInt32(), reader.ReadDouble());

    /// <summary>A model that answers a number.</summary>
    public IModel Answering(double number, int features) => new Model(this, features, number);

    private sealed class Model(PluggedTrainer trainer, int features, double number) : IModel
    {
        public string Trainer => trainer.Name;

        public LearningTask Task => LearningTask.Regression;

        public int FeatureCount => features;

        public int OutputCount => 1;

        public ModelOutput Output => ModelOutput.Value;

        public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
        {
            trainer.OnPredict(number, row[0]);
            outputs[0] = number;
        }

        public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default)
        {
            trainer.OnTable(table.Rows);
            outputs[..table.Rows].Fill(number);
        }

        public void Write(ModelWriter writer)
        {
            writer.Write(features);
            writer.Write(number);
        }
    }
}
