using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>Σ cost·(−ln of the true class's probability) + ½‖W‖², probabilities by softmax; parameters are those of class after class.</summary>
internal sealed class SoftmaxObjective : ConvexObjective
{
    private const int LaneCount = 8;

    private readonly StandardizedMatrix _matrix;
    private readonly RidgePenalty _penalty;
    private readonly RowChunks _chunks;
    private readonly int[] _classes;
    private readonly double[] _costs;
    private readonly double[][] _probabilities;
    private readonly double[] _scratch;
    private readonly double[] _rawWeights;
    private readonly double[] _intercepts;
    private readonly double[] _curvatures;

    /// <param name="matrix">The features.</param>
    /// <param name="penalty">The penalty of each class.</param>
    /// <param name="chunks">The rows in chunks.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="costs">What each row's loss is multiplied by.</param>
    public SoftmaxObjective(StandardizedMatrix matrix, RidgePenalty penalty, RowChunks chunks, int[] classes, int classCount, double[] costs)
    {
        (_matrix, _penalty, _chunks, _classes) = (matrix, penalty, chunks, classes);

        // Whole vectors are worked on; places beyond the last row cost nothing.
        _costs = new double[costs.Length + LaneCount];
        costs.CopyTo(_costs, 0);
        _probabilities = [.. Enumerable.Range(0, classCount).Select(_ => new double[_costs.Length])];
        _scratch = new double[chunks.Count * (classCount + 1) * RowChunks.BlockRows];
        _rawWeights = new double[classCount * (matrix.Width - 1)];
        _intercepts = new double[classCount];
        _curvatures = new double[classCount];
    }

    public override int Dimension => Classes * _matrix.Width;

    private int Classes => _probabilities.Length;

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var total = OverBlocks(point, 1 + Classes, (first, rows, scores, extra) =>
        {
            extra[0] += ReplaceByProbabilities(scores, first, rows);
            for (var k = 0; k < Classes; k++)
            {
                var block = scores.Slice(k * RowChunks.BlockRows, rows);
                block.CopyTo(_probabilities[k].AsSpan(first));
                for (var r = 0; r < rows; r++)
                {
                    extra[1 + k] += _costs[first + r] * block[r] * (1 - block[r]);
                    block[r] = _costs[first + r] * (block[r] - (_classes[first + r] == k ? 1 : 0));
                }
            }
        });
        total.AsSpan(Dimension + 1, Classes).CopyTo(_curvatures);
        var value = total[Dimension];
        total.AsSpan(0, Dimension).CopyTo(gradient);
        for (var k = 0; k < Classes; k++)
        {
            value += _penalty.Add(OfClass(point, k), OfClass(gradient, k));
        }

        return value;
    }

    public override void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product)
    {
        OverBlocks(direction, 0, (first, rows, scores, _) =>
        {
            var means = scores.Slice(Classes * RowChunks.BlockRows, rows);
            means.Clear();
            for (var k = 0; k < Classes; k++)
            {
                Lanes.AddProducts(_probabilities[k].AsSpan(first, rows), scores.Slice(k * RowChunks.BlockRows, rows), means);
            }

            for (var k = 0; k < Classes; k++)
            {
                var block = scores.Slice(k * RowChunks.BlockRows, rows);
                for (var r = 0; r < rows; r++)
                {
                    block[r] = _costs[first + r] * _probabilities[k][first + r] * (block[r] - means[r]);
                }
            }
        }).CopyTo(product);
        for (var k = 0; k < Classes; k++)
        {
            _penalty.AddProduct(OfClass(direction, k), OfClass(product, k));
        }
    }

    public override void GuessDiagonal(Span<double> diagonal)
    {
        for (var k = 0; k < Classes; k++)
        {
            var own = OfClass(diagonal, k);
            for (var j = 0; j < own.Length; j++)
            {
                own[j] = _curvatures[k] * _matrix.SecondMoments[j] + double.Epsilon;
            }

            _penalty.AddDiagonal(own);
        }
    }

    private delegate void BlockWork(int firstRow, int rows, Span<double> scores, Span<double> extra);

    // Scores of each class, then what the work makes of them times the matrix, standardised; extra sums stand behind.
    private double[] OverBlocks(ReadOnlySpan<double> parameters, int extra, BlockWork work)
    {
        var rawWidth = _matrix.Width - 1;
        for (var k = 0; k < Classes; k++)
        {
            _intercepts[k] = _matrix.ToRaw(OfClass(parameters, k), _rawWeights.AsSpan(k * rawWidth, rawWidth));
        }

        var width = Dimension + extra;
        var partial = new double[_chunks.Count * width];
        _chunks.Run((chunk, start, end) =>
        {
            var sums = partial.AsSpan(chunk * width, width);
            var scores = _scratch.AsSpan(chunk * (Classes + 1) * RowChunks.BlockRows, (Classes + 1) * RowChunks.BlockRows);
            for (var first = start; first < end; first += RowChunks.BlockRows)
            {
                var rows = Math.Min(RowChunks.BlockRows, end - first);
                for (var k = 0; k < Classes; k++)
                {
                    _matrix.Scores(first, _rawWeights.AsSpan(k * rawWidth, rawWidth), _intercepts[k], scores.Slice(k * RowChunks.BlockRows, rows));
                }

                work(first, rows, scores, sums[Dimension..]);
                for (var k = 0; k < Classes; k++)
                {
                    _matrix.AddTransposed(first, scores.Slice(k * RowChunks.BlockRows, rows), OfClass(sums, k));
                }
            }
        });
        var total = RowChunks.Total(partial, width);
        for (var k = 0; k < Classes; k++)
        {
            _matrix.ToStandardized(OfClass(total.AsSpan(), k));
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double ReplaceByProbabilities(Span<double> scores, int first, int rows)
    {
        var loss = 0.0;
        for (var r = 0; r < rows; r++)
        {
            loss -= _costs[first + r] * scores[_classes[first + r] * RowChunks.BlockRows + r];
        }

        Vector512<double> losses = default;
        for (var i = 0; i < rows; i += LaneCount)
        {
            var largest = Vector512.Create(double.NegativeInfinity);
            for (var k = 0; k < Classes; k++)
            {
                largest = Vector512.Max(largest, Load(scores, k, i));
            }

            Vector512<double> sum = default;
            for (var k = 0; k < Classes; k++)
            {
                var e = Vector512.Exp(Load(scores, k, i) - largest);
                e.CopyTo(scores[(k * RowChunks.BlockRows + i)..]);
                sum += e;
            }

            for (var k = 0; k < Classes; k++)
            {
                (Load(scores, k, i) / sum).CopyTo(scores[(k * RowChunks.BlockRows + i)..]);
            }

            losses += Vector512.Create<double>(_costs.AsSpan(first + i, LaneCount)) * (largest + Vector512.Log(sum));
        }

        return loss + Lanes.Sum(losses);
    }

    private static Vector512<double> Load(Span<double> scores, int @class, int row) =>
        Vector512.Create<double>(scores.Slice(@class * RowChunks.BlockRows + row, LaneCount));

    private Span<double> OfClass(Span<double> parameters, int k) => parameters.Slice(k * _matrix.Width, _matrix.Width);

    private ReadOnlySpan<double> OfClass(ReadOnlySpan<double> parameters, int k) => parameters.Slice(k * _matrix.Width, _matrix.Width);
}
