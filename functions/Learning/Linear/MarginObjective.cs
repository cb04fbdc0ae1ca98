using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>Σ cost·loss(±score) + ½‖w‖² for two classes. One pass over the rows gives value and gradient, one a product with the Hessian.</summary>
internal sealed class MarginObjective<TLoss> : ConvexObjective
    where TLoss : IMarginLoss
{
    private const int LaneCount = 8;

    private readonly StandardizedMatrix _matrix;
    private readonly RidgePenalty _penalty;
    private readonly RowChunks _chunks;
    private readonly double[] _signedCosts;
    private readonly double[] _curvatures;
    private readonly double[] _scratch;
    private readonly double[] _rawWeights;
    private double _totalCurvature;

    /// <param name="matrix">The features.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="chunks">The rows in chunks.</param>
    /// <param name="signedCosts">For each row what its loss is multiplied by, negative for the negative class.</param>
    public MarginObjective(StandardizedMatrix matrix, RidgePenalty penalty, RowChunks chunks, ReadOnlySpan<double> signedCosts)
    {
        (_matrix, _penalty, _chunks) = (matrix, penalty, chunks);

        // Whole vectors are worked on; places beyond the last row cost nothing.
        _signedCosts = new double[signedCosts.Length + LaneCount];
        signedCosts.CopyTo(_signedCosts);
        _curvatures = new double[_signedCosts.Length];
        _scratch = new double[chunks.Count * RowChunks.BlockRows];
        _rawWeights = new double[matrix.Width - 1];
    }

    public override int Dimension => _matrix.Width;

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var intercept = _matrix.ToRaw(point, _rawWeights);
        var width = Dimension + 2;
        var partial = new double[_chunks.Count * width];
        _chunks.Run((chunk, start, end) =>
        {
            var sums = partial.AsSpan(chunk * width, width);
            var block = _scratch.AsSpan(chunk * RowChunks.BlockRows, RowChunks.BlockRows);
            for (var first = start; first < end; first += RowChunks.BlockRows)
            {
                var rows = Math.Min(RowChunks.BlockRows, end - first);
                _matrix.Scores(first, _rawWeights, intercept, block[..rows]);
                var (loss, curvature) = ReplaceByResiduals(block, first, rows);
                sums[Dimension] += loss;
                sums[Dimension + 1] += curvature;
                _matrix.AddTransposed(first, block[..rows], sums[..Dimension]);
            }
        });
        var total = RowChunks.Total(partial, width);
        _totalCurvature = total[Dimension + 1];
        total.AsSpan(0, Dimension).CopyTo(gradient);
        _matrix.ToStandardized(gradient);
        return total[Dimension] + _penalty.Add(point, gradient);
    }

    public override void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product)
    {
        var intercept = _matrix.ToRaw(direction, _rawWeights);
        var partial = new double[_chunks.Count * Dimension];
        _chunks.Run((chunk, start, end) =>
        {
            var sums = partial.AsSpan(chunk * Dimension, Dimension);
            var block = _scratch.AsSpan(chunk * RowChunks.BlockRows, RowChunks.BlockRows);
            for (var first = start; first < end; first += RowChunks.BlockRows)
            {
                var rows = Math.Min(RowChunks.BlockRows, end - first);
                _matrix.Scores(first, _rawWeights, intercept, block[..rows]);
                Lanes.Multiply(_curvatures.AsSpan(first, rows), block);
                _matrix.AddTransposed(first, block[..rows], sums);
            }
        });
        RowChunks.Total(partial, Dimension).CopyTo(product);
        _matrix.ToStandardized(product);
        _penalty.AddProduct(direction, product);
    }

    public override void GuessDiagonal(Span<double> diagonal)
    {
        for (var j = 0; j < diagonal.Length; j++)
        {
            diagonal[j] = _totalCurvature * _matrix.SecondMoments[j] + double.Epsilon;
        }

        _penalty.AddDiagonal(diagonal);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Loss, double Curvature) ReplaceByResiduals(Span<double> scores, int first, int rows)
    {
        scores[rows..Math.Min(scores.Length, rows + LaneCount)].Clear();
        Vector512<double> losses = default, curvatures = default;
        for (var i = 0; i < rows; i += LaneCount)
        {
            var signedCost = Vector512.Create<double>(_signedCosts.AsSpan(first + i, LaneCount));
            var score = Vector512.Create<double>(scores.Slice(i, LaneCount));
            var cost = Vector512.Abs(signedCost);
            var (loss, slope, curvature) = TLoss.Of(Vector512.CopySign(Vector512<double>.One, signedCost) * score);
            losses += cost * loss;
            (signedCost * slope).CopyTo(scores[i..]);
            (cost * curvature).CopyTo(_curvatures.AsSpan(first + i));
            curvatures += cost * curvature;
        }

        return (Lanes.Sum(losses), Lanes.Sum(curvatures));
    }
}
