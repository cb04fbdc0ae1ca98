using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>Log loss of two classes; its margin is the log-odds of the second.</summary>
internal sealed class LogisticBoostingLoss(Dataset data) : BoostingLoss(data)
{
    private const int BlockRows = 1 << 14;

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
        SetScales(statistics, mostSecond: 1.0 / 4);
        Blocks.ForEach(Data.Rows, BlockRows, threads, (from, to) => Derive(margins, from, to, statistics), CancellationToken.None);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Derive(double[] margins, int from, int to, RowStatistics statistics)
    {
        var target = Data.Target(0);
        var row = from;
        for (; row <= to - Vector256<double>.Count; row += Vector256<double>.Count)
        {
            var probability = Vector256<double>.One / (Vector256<double>.One + Exponential.Of(-Vector256.Create(margins, row)));
            var first = probability - Vector256.Create(target[row..]);
            var second = probability * (Vector256<double>.One - probability);
            if (Data.IsWeighted)
            {
                var weight = Vector256.Create(Data.Weights[row..]);
                (first, second) = (first * weight, second * weight);
            }

            Set(statistics, row, first, second);
        }

        for (; row < to; row++)
        {
            var weight = WeightOf(row);
            var probability = Probability(margins[row]);
            Set(statistics, row, weight * (probability - target[row]), weight * probability * (1 - probability));
        }
    }

    public override double Loss(int row, ReadOnlySpan<double> margins)
    {
        // log(1 + e^-m) of the margin towards the true class, without overflow.
        var margin = Data.Target(0)[row] == 1 ? margins[0] : -margins[0];
        return Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
    }
}
