namespace MlFunctions.Learning;

/// <summary>The sum of many trees, turned into probabilities where classes are predicted.</summary>
internal sealed class GradientBoostingModel : IModel
{
    private const int BlockRows = 1024;

    private readonly double[] _start;
    private readonly Tree[] _trees;
    private readonly CompiledTrees _compiled;

    /// <param name="task">The task.</param>
    /// <param name="features">How many features a row has.</param>
    /// <param name="start">The margins before the first tree.</param>
    /// <param name="trees">Tree t adds to margin t modulo their number.</param>
    public GradientBoostingModel(LearningTask task, int features, double[] start, Tree[] trees)
    {
        Task = task;
        FeatureCount = features;
        _start = start;
        _trees = trees;
        _compiled = new CompiledTrees(trees, features, start.Length);
    }

    public string Trainer => GradientBoostingTrainer.TrainerName;

    public LearningTask Task { get; }

    public int FeatureCount { get; }

    public int OutputCount => Task == LearningTask.Binary ? 2 : _start.Length;

    public ModelOutput Output => Task == LearningTask.Regression ? ModelOutput.Value : ModelOutput.Probability;

    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        var margins = outputs[.._start.Length];
        _start.CopyTo(margins);
        _compiled.Add(row[..FeatureCount], margins);
        ToOutputs(outputs[..OutputCount]);
    }

    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default) =>
        TablePrediction.InBlocks(this, table, outputs, BlockRows, threads, (from, to, block) =>
        {
            var count = _start.Length;
            // Two classes have one margin: the block's first half holds the margins until they are spread out from the end.
            var margins = block[..((to - from) * count)];
            for (var i = 0; i < margins.Length; i++)
            {
                margins[i] = _start[i % count];
            }

            _compiled.Add(table, from, to, margins);
            for (var row = to - from - 1; row >= 0; row--)
            {
                var outputsOfRow = block.Slice(row * OutputCount, OutputCount);
                margins.Slice(row * count, count).CopyTo(outputsOfRow);
                ToOutputs(outputsOfRow);
            }
        }, cancellationToken);

    public void Write(ModelWriter writer)
    {
        TreeModelHeader.Write(writer, this);
        writer.Write<double>(_start);
        writer.Write(_trees.Length);
        foreach (var tree in _trees)
        {
            TreeFormat.Write(writer, tree);
        }
    }

    public static GradientBoostingModel Read(ModelReader reader)
    {
        var (task, features, outputs) = TreeModelHeader.Read(reader);
        var start = reader.ReadArray<double>("the start of the margins", task == LearningTask.Binary ? 1 : outputs);
        if (start.Any(value => !double.IsFinite(value)))
        {
            throw reader.Fault("a start of a margin is not a finite number");
        }

        var trees = TreeFormat.ReadMany(reader, features, outputs: 1);
        return trees.Length % start.Length == 0
            ? new GradientBoostingModel(task, features, start, trees)
            : throw reader.Fault($"there are {trees.Length} trees, expected a multiple of {start.Length}, one a margin");
    }

    // The margins stand first in the outputs.
    private void ToOutputs(Span<double> outputs)
    {
        if (Task == LearningTask.Binary)
        {
            outputs[1] = LogisticBoostingLoss.Probability(outputs[0]);
            outputs[0] = 1 - outputs[1];
        }
        else if (Task == LearningTask.Multiclass)
        {
            SoftmaxBoostingLoss.Probabilities(outputs);
        }
    }
}
