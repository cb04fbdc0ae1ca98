using MlFunctions.Learning;

namespace MlFunctions.Tests.Evaluation;

/// <summary>A trainer that learns nothing: its models pass on columns of the data as their outputs, so that tests know every prediction.</summary>
internal sealed class ScoreColumns : ITrainer
{
    /// <summary>The first column that is passed on.</summary>
    private static readonly Hyperparameter Column = Hyperparameter.Whole("column", 0, 0, 100, "The first column that is passed on.");

    public string Name => "score-columns";

    public IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression];

    public IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Column];

    public IModel Train(LearningTask task, Dataset data, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        TrainingPreconditions.Require(this, task, data, options);
        return new Model(task, data.Features.Columns.Count, task == LearningTask.Regression ? data.TargetCount : data.Classes, options.Hyperparameters.GetInt32(Column));
    }

    public IModel Read(ModelReader reader) =>
        new Model((LearningTask)reader.ReadInt32("the task", 0, 4), reader.ReadInt32("features", 1, 100), reader.ReadInt32("outputs", 1, 100), reader.ReadInt32("the column", 0, 100));

    private sealed class Model(LearningTask task, int features, int outputs, int column) : IModel
    {
        public string Trainer => "score-columns";

        public LearningTask Task => task;

        public int FeatureCount => features;

        public int OutputCount => outputs;

        public ModelOutput Output => task == LearningTask.Regression ? ModelOutput.Value : ModelOutput.Probability;

        public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
        {
            if (task == LearningTask.Binary)
            {
                (outputs[0], outputs[1]) = (1 - (double)row[column], row[column]);
                return;
            }

            for (var o = 0; o < outputs.Length; o++)
            {
                outputs[o] = row[column + o];
            }
        }

        public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default)
        {
            var row = new float[features];
            for (var r = 0; r < table.Rows; r++)
            {
                table.CopyRow(r, row);
                Predict(row, outputs.Slice(r * OutputCount, OutputCount));
            }
        }

        public void Write(ModelWriter writer)
        {
            writer.Write((int)task);
            writer.Write(features);
            writer.Write(outputs);
            writer.Write(column);
        }
    }
}
