namespace MlFunctions.Learning;

/// <summary>Any model of scores w·x + b: linear and logistic regression, linear support vector machines.</summary>
internal sealed class LinearModel : IModel
{
    private const int BlockRows = 512;

    private readonly DenseEncoding _encoding;
    private readonly LinearScores _scores;

    /// <param name="trainer">The name of the trainer.</param>
    /// <param name="task">The task trained for.</param>
    /// <param name="encoding">How features become numbers.</param>
    /// <param name="scores">The weights and what becomes of the scores.</param>
    public LinearModel(string trainer, LearningTask task, DenseEncoding encoding, LinearScores scores)
    {
        Trainer = trainer;
        Task = task;
        _encoding = encoding;
        _scores = scores;
    }

    /// <inheritdoc/>
    public string Trainer { get; }

    /// <inheritdoc/>
    public LearningTask Task { get; }

    /// <inheritdoc/>
    public int FeatureCount => _encoding.FeatureCount;

    /// <inheritdoc/>
    public int OutputCount => _scores.OutputCount;

    /// <inheritdoc/>
    public ModelOutput Output => _scores.Link switch
    {
        ScoreLink.Identity => ModelOutput.Value,
        ScoreLink.Margin => ModelOutput.Score,
        _ => ModelOutput.Probability,
    };

    internal LinearScores Scores => _scores;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        outputs[..OutputCount].Fill(_scores.Unseen);
        for (var s = 0; s < _scores.Count; s++)
        {
            var weights = _scores.Weights(s);
            var score = _scores.Intercept(s);
            for (var f = 0; f < row.Length; f++)
            {
                var at = _encoding.Offset(f);
                if (_encoding.IsCategory(f))
                {
                    _encoding.RequireKnown(row[f], f);
                    score += weights[at + (int)row[f]];
                }
                else
                {
                    score = Math.FusedMultiplyAdd(row[f], weights[at], score);
                }
            }

            outputs[_scores.Place(s)] = score;
        }

        if (!_scores.Finish(outputs))
        {
            throw Unscored(row);
        }
    }

    /// <inheritdoc/>
    public unsafe void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default)
    {
        TablePrediction.Check(this, table, outputs, threads);
        var matrix = new DesignMatrix(table, _encoding);
        fixed (double* start = outputs)
        {
            // A span cannot be captured; the array stays pinned until every chunk is done.
            var (address, count) = ((nint)start, OutputCount);
            new RowChunks(table.Rows, threads, cancellationToken).Run((_, first, end) =>
            {
                for (; first < end; first += BlockRows)
                {
                    var rows = Math.Min(BlockRows, end - first);
                    PredictBlock(matrix, first, rows, new Span<double>((double*)address + (long)first * count, rows * count));
                }
            });
        }
    }

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write((int)Task);
        _encoding.Write(writer);
        _scores.Write(writer);
    }

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    public static LinearModel Read(ModelReader reader, string trainer, IReadOnlyList<LearningTask> tasks, params ReadOnlySpan<ScoreLink> links)
    {
        var task = (LearningTask)reader.ReadInt32("the task", 0, (int)LearningTask.Forecast);
        var encoding = DenseEncoding.Read(reader);
        var scores = LinearScores.Read(reader, encoding.Width);
        return tasks.Contains(task) && links.Contains(scores.Link) && (task == LearningTask.Binary) == (scores.Link != ScoreLink.Identity && scores.OutputCount == 2)
            ? new LinearModel(trainer, task, encoding, scores)
            : throw reader.Fault($"{task} with {scores.OutputCount} outputs by {scores.Link} is not of {trainer}");
    }

    private void PredictBlock(DesignMatrix matrix, int first, int rows, Span<double> outputs)
    {
        matrix.RequireKnownCategories(first, rows);
        outputs.Fill(_scores.Unseen);
        Span<double> block = stackalloc double[BlockRows];
        block = block[..rows];
        for (var s = 0; s < _scores.Count; s++)
        {
            block.Fill(_scores.Intercept(s));
            matrix.AddScores(first, _scores.Weights(s), block);
            for (var r = 0; r < rows; r++)
            {
                outputs[r * OutputCount + _scores.Place(s)] = block[r];
            }
        }

        for (var r = 0; r < rows; r++)
        {
            if (!_scores.Finish(outputs.Slice(r * OutputCount, OutputCount)))
            {
                throw Unscored(matrix.Row(first + r));
            }
        }
    }

    private ArgumentException Unscored(ReadOnlySpan<float> row)
    {
        for (var f = 0; f < row.Length; f++)
        {
            _encoding.RequireKnown(row[f], f);
        }

        return new ArgumentException("The row's features are so large that its score is not a finite number.");
    }
}
