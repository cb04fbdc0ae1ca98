using System.Numerics.Tensors;

namespace MlFunctions.Learning;

/// <summary>Log loss of two classes; its margin is the log-odds of the second.</summary>
internal sealed class LogisticBoostingLoss(Dataset data) : BoostingLoss(data)
{
    private const int BlockRows = 1 << 14;
    private const int ChunkRows = 512;

    // A single class would have infinite log-odds.
    private const double SmallestShare = 1e-6;

    public override int Margins => 1;

    /// <summary>The probability that belongs to log-odds.</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        double sum = 0, weight = 0;
        foreach (var row in rows)
        {
            sum += WeightOf(row) * Data.Target(0)[row];
            weight += WeightOf(row);
        }

        var share = Math.Clamp(sum / weight, SmallestShare, 1 - SmallestShare);
        return [Math.Log(share / (1 - share))];
    }

    public override void Derive(double[] margins, int output, RowStatistics statistics, int threads)
    {
        statistics.Scales[0] = RowStatistics.ScaleFor(LargestWeight() / 4);
        statistics.Scales[1] = RowStatistics.ScaleFor(LargestWeight());
        Blocks.ForEach(Data.Rows, BlockRows, threads, (from, to) =>
        {
            Span<double> first = stackalloc double[ChunkRows], second = stackalloc double[ChunkRows];
            for (var row = from; row < to; row += ChunkRows)
            {
                var rows = Math.Min(ChunkRows, to - row);
                Derive(margins.AsSpan(row, rows), row, first[..rows], second[..rows]);
                Set(statistics, row, first[..rows], second[..rows]);
            }
        }, CancellationToken.None);
    }

    private void Derive(ReadOnlySpan<double> margins, int row, Span<double> first, Span<double> second)
    {
        // With p for the probability: p − target, and p − p².
        TensorPrimitives.Sigmoid(margins, first);
        TensorPrimitives.Multiply(first, first, second);
        TensorPrimitives.Subtract(first, second, second);
        TensorPrimitives.Subtract(first, Data.Target(0).Slice(row, first.Length), first);
        if (Data.IsWeighted)
        {
            var weights = Data.Weights.Slice(row, first.Length);
            TensorPrimitives.Multiply(first, weights, first);
            TensorPrimitives.Multiply(second, weights, second);
        }
    }

    public override double Loss(int row, ReadOnlySpan<double> margins)
    {
        // log(1 + e^-m) of the margin towards the true class, without overflow.
        var margin = Data.Target(0)[row] == 1 ? margins[0] : -margins[0];
        return Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
    }
}
