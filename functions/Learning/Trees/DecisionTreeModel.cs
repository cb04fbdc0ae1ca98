namespace MlFunctions.Learning;

/// <summary>One tree; the values of a leaf are the outputs.</summary>
internal sealed class DecisionTreeModel(LearningTask task, int features, Tree tree) : IModel
{
    public string Trainer => DecisionTreeTrainer.TrainerName;

    public LearningTask Task { get; } = task;

    public int FeatureCount { get; } = features;

    public int OutputCount => Tree.Outputs;

    public ModelOutput Output => Task == LearningTask.Regression ? ModelOutput.Value : ModelOutput.Probability;

    public Tree Tree { get; } = tree;

    public void Predict(ReadOnlySpan<float> row, Span<double> outputs) => Tree.Evaluate(row[..FeatureCount]).CopyTo(outputs);

    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) =>
        TablePrediction.RowByRow(this, table, outputs, threads, cancellationToken);

    public void Write(ModelWriter writer)
    {
        TreeModelHeader.Write(writer, this);
        TreeFormat.Write(writer, Tree);
    }

    public static DecisionTreeModel Read(ModelReader reader)
    {
        var (task, features, outputs) = TreeModelHeader.Read(reader);
        var tree = TreeFormat.Read(reader, features, outputs);
        TreeModelHeader.CheckOutputs(reader, task, tree.Values);
        return new DecisionTreeModel(task, features, tree);
    }
}
