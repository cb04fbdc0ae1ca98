namespace MlFunctions.Learning;

/// <summary>Learns trees one after another, each from the derivatives of the loss at what those before it predict.</summary>
internal sealed class GradientBoosting
{
    private const int BlockRows = 1 << 14;

    private readonly Dataset _data;
    private readonly BoostingLoss _loss;
    private readonly BoostingSettings _settings;
    private readonly TrainingOptions _options;
    private readonly RandomStream _random;
    private readonly int[] _trainRows;
    private readonly int[] _validationRows;
    private readonly double[] _margins;
    private readonly List<Tree> _trees = [];
    private readonly HistogramBuffers _buffers;
    private readonly int[] _drawn;

    public GradientBoosting(LearningTask task, Dataset data, BoostingSettings settings, TrainingOptions options)
    {
        _data = data;
        _settings = settings;
        _options = options;
        _loss = BoostingLoss.For(task, data);
        _random = new RandomStream(options.Seed);
        (_trainRows, _validationRows) = Divide();
        Start = _loss.Start(_trainRows);
        _buffers = new HistogramBuffers(_trainRows.Length);
        _drawn = new int[_trainRows.Length];
        _margins = new double[data.Rows * Start.Length];
        for (var i = 0; i < _margins.Length; i++)
        {
            _margins[i] = Start[i % Start.Length];
        }
    }

    /// <summary>The margins before the first tree.</summary>
    public double[] Start { get; }

    /// <summary>The trees: one a margin in every round.</summary>
    public Tree[] Learn(CancellationToken cancellationToken)
    {
        var table = BinnedTable.Of(_data.Features, _settings.MaxBins, _options.Threads, cancellationToken);
        var statistics = Array.ConvertAll(Start, _ => new RowStatistics(lanes: 2, _data.Rows));
        var (bestRound, bestLoss) = (0, _validationRows.Length > 0 ? _loss.MeanLoss(_validationRows, _margins) : double.NaN);
        for (var round = 1; round <= _settings.Rounds; round++)
        {
            for (var output = 0; output < Start.Length; output++)
            {
                _loss.Derive(_margins, output, statistics[output], _options.Threads);
            }

            for (var output = 0; output < Start.Length; output++)
            {
                Grow(table, output, statistics[output], cancellationToken);
            }

            _options.Progress?.Report((double)round / _settings.Rounds);
            if (_validationRows.Length == 0)
            {
                continue;
            }

            var loss = _loss.MeanLoss(_validationRows, _margins);
            if (loss < bestLoss)
            {
                (bestRound, bestLoss) = (round, loss);
            }
            else if (round - bestRound >= _settings.EarlyStoppingRounds)
            {
                break;
            }
        }

        // What was learned after the best round helped only the rows it was learned from. One round at least makes a model.
        return _validationRows.Length == 0 ? [.. _trees] : [.. _trees.Take(Math.Max(1, bestRound) * Start.Length)];
    }

    private void Grow(BinnedTable table, int output, RowStatistics statistics, CancellationToken cancellationToken)
    {
        var count = DrawRows();
        var features = DrawFeatures(table.Features.Length);
        var criterion = HistogramCriterion.Boosting(statistics, _settings.Lambda, _settings.MinChildWeight, Math.Max(_settings.Gamma, 1e-6));
        var grower = new HistogramTreeGrower(table, statistics, criterion, _settings.Shape, features, _buffers, _options.Threads);
        var leaves = new List<(int Leaf, int Start, int Count)>();
        var tree = grower.Grow(
            _drawn, count, outputs: 1, new NewtonLeaf(statistics, _settings.LearningRate, _settings.Lambda), _random, (leaf, first, rows) => leaves.Add((leaf, first, rows)), cancellationToken);
        _trees.Add(tree);
        if (count == _data.Rows)
        {
            AddByLeaf(tree, leaves, output, cancellationToken);
        }
        else
        {
            AddByRow(tree, output, cancellationToken);
        }
    }

    // Where the rows of each leaf stand together, nothing needs to be asked again.
    private void AddByLeaf(Tree tree, List<(int Leaf, int Start, int Count)> leaves, int output, CancellationToken cancellationToken) =>
        Blocks.ForEach(leaves.Count, 1, _options.Threads, (i, _) =>
        {
            var value = tree.Values[leaves[i].Leaf];
            var (margins, outputs) = (_margins, Start.Length);
            foreach (var row in _drawn.AsSpan(leaves[i].Start, leaves[i].Count))
            {
                margins[row * outputs + output] += value;
            }
        }, cancellationToken);

    private void AddByRow(Tree tree, int output, CancellationToken cancellationToken) =>
        Blocks.ForEach(_data.Rows, BlockRows, _options.Threads, (from, to) =>
        {
            var features = new float[_data.Features.Columns.Count];
            for (var row = from; row < to; row++)
            {
                _data.Features.CopyRow(row, features);
                _margins[row * Start.Length + output] += tree.Evaluate(features)[0];
            }
        }, cancellationToken);

    // Puts the rows that the next tree learns from first in the array that every tree uses, and returns how many they are.
    private int DrawRows()
    {
        if (_settings.RowShare == 1)
        {
            _trainRows.CopyTo(_drawn, 0);
            return _drawn.Length;
        }

        var count = 0;
        foreach (var row in _trainRows)
        {
            _drawn[count] = row;
            count += _random.NextDouble() < _settings.RowShare ? 1 : 0;
        }

        if (count > 0)
        {
            return count;
        }

        _trainRows.CopyTo(_drawn, 0);
        return _drawn.Length;
    }

    private int[] DrawFeatures(int count)
    {
        int[] features = [.. Enumerable.Range(0, count)];
        if (_settings.FeatureShare == 1)
        {
            return features;
        }

        _random.Shuffle(features.AsSpan());
        return [.. features.Take(Math.Max(1, (int)Math.Round(count * _settings.FeatureShare))).Order()];
    }

    private (int[] Train, int[] Validation) Divide()
    {
        int[] rows = [.. Enumerable.Range(0, _data.Rows).Where(row => !_data.IsWeighted || _data.Weights[row] > 0)];
        var count = (int)(rows.Length * _settings.ValidationShare);
        if (_settings.EarlyStoppingRounds is null || count == 0)
        {
            return (rows, []);
        }

        _random.Shuffle(rows.AsSpan());
        return ([.. rows[count..].Order()], [.. rows[..count].Order()]);
    }
}
