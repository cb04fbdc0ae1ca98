namespace MlFunctions.Learning;

/// <summary>The mean of many trees.</summary>
internal sealed class RandomForestModel : IModel
{
    private const int BlockRows = 1024;

    private readonly Tree[] _trees;
    private readonly CompiledTrees _compiled;

    public RandomForestModel(LearningTask task, int features, int outputs, Tree[] trees)
    {
        Task = task;
        FeatureCount = features;
        OutputCount = outputs;
        _trees = trees;
        _compiled = new CompiledTrees(trees, features, outputs);
    }

    public string Trainer => RandomForestTrainer.TrainerName;

    public LearningTask Task { get; }

    public int FeatureCount { get; }

    public int OutputCount { get; }

    public ModelOutput Output => Task == LearningTask.Regression ? ModelOutput.Value : ModelOutput.Probability;

    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        outputs = outputs[..OutputCount];
        outputs.Clear();
        _compiled.Add(row[..FeatureCount], outputs);
        Divide(outputs);
    }

    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) =>
        TablePrediction.InBlocks(this, table, outputs, BlockRows, threads, (from, to, sums) =>
        {
            sums.Clear();
            _compiled.Add(table, from, to, sums);
            Divide(sums);
        }, cancellationToken);

    public void Write(ModelWriter writer)
    {
        TreeModelHeader.Write(writer, this);
        writer.Write(_trees.Length);
        foreach (var tree in _trees)
        {
            TreeFormat.Write(writer, tree);
        }
    }

    public static RandomForestModel Read(ModelReader reader)
    {
        var (task, features, outputs) = TreeModelHeader.Read(reader);
        var trees = TreeFormat.ReadMany(reader, features, outputs);
        foreach (var tree in trees)
        {
            TreeModelHeader.CheckOutputs(reader, task, tree.Values);
        }

        return new RandomForestModel(task, features, outputs, trees);
    }

    private void Divide(Span<double> sums)
    {
        foreach (ref var sum in sums)
        {
            sum /= _trees.Length;
        }
    }
}
