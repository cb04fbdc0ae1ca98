namespace MlFunctions.Learning;

/// <summary>Half the squared error of each target; its margin is the prediction.</summary>
internal sealed class SquaredBoostingLoss(Dataset data) : BoostingLoss(data)
{
    private const int BlockRows = 1 << 14;

    public override int Margins => Data.TargetCount;

    public override double[] Start(ReadOnlySpan<int> rows)
    {
        var means = new double[Margins];
        for (var t = 0; t < means.Length; t++)
        {
            var target = Data.Target(t);
            double sum = 0, weight = 0;
            foreach (var row in rows)
            {
                sum += WeightOf(row) * (target[row] - target[rows[0]]);
                weight += WeightOf(row);
            }

            means[t] = target[rows[0]] + sum / weight;
        }

        return means;
    }

    public override void Derive(double[] margins, int output, RowStatistics statistics, int threads)
    {
        var count = Margins;
        var largest = new double[(Data.Rows + BlockRows - 1) / BlockRows];
        Blocks.ForEach(Data.Rows, BlockRows, threads, (from, to) =>
        {
            var target = Data.Target(output);
            var most = 0.0;
            for (var row = from; row < to; row++)
            {
                most = Math.Max(most, Math.Abs(WeightOf(row) * (margins[row * count + output] - target[row])));
            }

            largest[from / BlockRows] = most;
        }, CancellationToken.None);
        statistics.SetScale(0, LargestWeight, Data.IsWeighted ? RowStatistics.Largest : 1);
        statistics.SetScale(1, largest.Max());
        Blocks.ForEach(Data.Rows, BlockRows, threads, (from, to) =>
        {
            var target = Data.Target(output);
            for (var row = from; row < to; row++)
            {
                var weight = WeightOf(row);
                Set(statistics, row, weight * (margins[row * count + output] - target[row]), weight);
            }
        }, CancellationToken.None);
    }

    public override double Loss(int row, ReadOnlySpan<double> margins)
    {
        var loss = 0.0;
        for (var t = 0; t < margins.Length; t++)
        {
            var residual = margins[t] - Data.Target(t)[row];
            loss += residual * residual / 2;
        }

        return loss;
    }
}
