namespace MlFunctions.Learning;

/// <summary>Log loss of several classes; its margins are logarithms of their probabilities, up to a constant.</summary>
internal sealed class SoftmaxBoostingLoss(Dataset data) : BoostingLoss(data)
{
    private const int BlockRows = 1 << 14;

    // A class that never occurs would have a margin of minus infinity.
    private const double SmallestShare = 1e-6;

    public override int Margins => Data.Classes;

    /// <summary>Turns margins into the probabilities that belong to them.</summary>
    public static void Probabilities(Span<double> margins)
    {
        var largest = double.NegativeInfinity;
        foreach (var margin in margins)
        {
            largest = Math.Max(largest, margin);
        }

        var sum = 0.0;
        foreach (ref var margin in margins)
        {
            margin = Math.Exp(margin - largest);
            sum += margin;
        }

        foreach (ref var margin in margins)
        {
            margin /= sum;
        }
    }

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        var shares = new double[Margins];
        var weight = 0.0;
        foreach (var row in rows)
        {
            shares[(int)Data.Target(0)[row]] += WeightOf(row);
            weight += WeightOf(row);
        }

        return Array.ConvertAll(shares, share => Math.Log(Math.Max(SmallestShare, share / weight)));
    }

    public override void Derive(double[] margins, int output, RowStatistics statistics, int threads)
    {
        var count = Margins;
        SetScales(statistics, mostSecond: 1.0 / 2);
        Blocks.ForEach(Data.Rows, BlockRows, threads, (from, to) =>
        {
            var target = Data.Target(0);
            var probabilities = new double[count];
            for (var row = from; row < to; row++)
            {
                var weight = WeightOf(row);
                margins.AsSpan(row * count, count).CopyTo(probabilities);
                Probabilities(probabilities);
                var probability = probabilities[output];
                // Twice the diagonal of the Hessian bounds the whole of it, so that classes can step at the same time.
                Set(statistics, row, weight * (probability - (target[row] == output ? 1 : 0)), weight * 2 * probability * (1 - probability));
            }
        }, CancellationToken.None);
    }

    public override double Loss(int row, ReadOnlySpan<double> margins)
    {
        Span<double> probabilities = stackalloc double[margins.Length];
        margins.CopyTo(probabilities);
        Probabilities(probabilities);
        return -Math.Log(Math.Max(1e-300, probabilities[(int)Data.Target(0)[row]]));
    }
}
