namespace MlFunctions.Learning;

/// <summary>Trains a network by Adam on shuffled batches. A batch is cut into pieces of fixed size whose gradients are added up in order, so that threads do not change the result.</summary>
internal sealed class NetworkTraining
{
    private const int PieceRows = 32;

    private readonly NetworkShape _shape;
    private readonly InputScaling _scaling;
    private readonly FeatureTable _features;
    private readonly NetworkTargets _targets;
    private readonly double _alpha;
    private readonly int _batchRows;
    private readonly int _threads;
    private readonly double[][] _gradients;
    private readonly double[][] _values;
    private readonly double[][] _slopes;
    private readonly float[][] _rows;
    private readonly double[] _losses;

    public NetworkTraining(NetworkShape shape, InputScaling scaling, FeatureTable features, NetworkTargets targets, double alpha, int batchRows, int threads)
    {
        (_shape, _scaling, _features, _targets, _alpha, _batchRows, _threads) = (shape, scaling, features, targets, alpha, batchRows, threads);
        var pieces = (batchRows + PieceRows - 1) / PieceRows;
        _gradients = Buffers<double>(pieces, shape.ParameterCount);
        _values = Buffers<double>(pieces, shape.ValueCount);
        _slopes = Buffers<double>(pieces, shape.ValueCount);
        _rows = Buffers<float>(pieces, features.Columns.Count);
        _losses = new double[pieces];
    }

    /// <summary>One pass over the rows in the given order; returns the mean loss on the way.</summary>
    public double Epoch(double[] parameters, int[] order, Adam adam, CancellationToken cancellationToken)
    {
        var loss = 0.0;
        for (var first = 0; first < order.Length; first += _batchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(_batchRows, order.Length - first);
            loss += Gradient(parameters, order.AsMemory(first, rows)) * rows;
            adam.Step(parameters, _gradients[0]);
        }

        return loss / order.Length;
    }

    /// <summary>The mean loss of a batch, its gradient left in the first buffer.</summary>
    internal double Gradient(double[] parameters, ReadOnlyMemory<int> batch)
    {
        var pieces = (batch.Length + PieceRows - 1) / PieceRows;
        Blocks.ForEach(batch.Length, PieceRows, _threads, (first, end) => AddPiece(first / PieceRows, parameters, batch.Span[first..end]), CancellationToken.None);
        var gradient = _gradients[0].AsSpan();
        var loss = _losses[0];
        for (var p = 1; p < pieces; p++)
        {
            Lanes.AddScaled(_gradients[p], 1, gradient);
            loss += _losses[p];
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] /= batch.Length;
        }

        var penalty = 0.0;
        for (var l = 0; l < _shape.Layers; l++)
        {
            var weights = _shape.Weights(parameters.AsSpan(), l);
            Lanes.AddScaled(weights, _alpha / batch.Length, _shape.Weights(gradient, l));
            penalty += _alpha / 2 * Lanes.Dot(weights, weights);
        }

        return (loss + penalty) / batch.Length;
    }

    internal ReadOnlySpan<double> LastGradient => _gradients[0];

    /// <summary>The mean loss of rows, each by its cost.</summary>
    public double Loss(double[] parameters, int[] rows)
    {
        var losses = new double[rows.Length];
        Blocks.ForEach(rows.Length, 1024, _threads, (first, end) =>
        {
            var values = new double[_shape.ValueCount];
            var row = new float[_features.Columns.Count];
            for (var i = first; i < end; i++)
            {
                losses[i] = Forward(parameters, rows[i], row, values);
            }
        }, CancellationToken.None);
        return losses.Sum() / rows.Sum(r => _targets.Cost(r));
    }

    private void AddPiece(int piece, double[] parameters, ReadOnlySpan<int> rows)
    {
        var (values, slopes, gradient) = (_values[piece], _slopes[piece], _gradients[piece]);
        Array.Clear(gradient);
        _losses[piece] = 0;
        foreach (var row in rows)
        {
            _losses[piece] += Forward(parameters, row, _rows[piece], values);
            _shape.Values(values, _shape.Layers).CopyTo(_shape.Values(slopes, _shape.Layers));
            Network.Backward(_shape, parameters, values, slopes, gradient);
        }
    }

    // Leaves the slopes of the loss where the outputs stand.
    private double Forward(double[] parameters, int row, float[] features, double[] values)
    {
        _features.CopyRow(row, features);
        _scaling.Apply(features, _shape.Values(values, 0));
        Network.Forward(_shape, parameters, values);
        return _targets.ReplaceBySlopes(row, _shape.Values(values, _shape.Layers));
    }

    private static T[][] Buffers<T>(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new T[length])];
}
