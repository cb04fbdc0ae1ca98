namespace MlFunctions.Learning;

/// <summary>
/// The reduction of squared error, summed over outputs: Σ (sum of a side)² / (weight of the side), up to a constant.
/// On classes, which are outputs of 0 and 1, this is the reduction of Gini impurity.
/// Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984.
/// </summary>
internal sealed class SquaredError : MeanCriterion
{
    private readonly double[] _weighted;
    private readonly double[] _left;
    private readonly double[] _total;

    public SquaredError(TreeTargets targets)
        : base(targets)
    {
        _weighted = WeightedDeviations(targets);
        _left = new double[targets.Outputs];
        _total = new double[targets.Outputs];
    }

    public override void Score(ReadOnlySpan<int> rows, Span<double> scores)
    {
        if (Targets.Outputs == 1)
        {
            ScoreOne(rows, scores);
        }
        else
        {
            ScoreMany(rows, scores);
        }
    }

    private void ScoreOne(ReadOnlySpan<int> rows, Span<double> scores)
    {
        double total = 0, totalWeight = 0, left = 0, leftWeight = 0;
        foreach (var row in rows)
        {
            total += _weighted[row];
            totalWeight += Targets.Weights[row];
        }

        for (var i = 0; i < rows.Length - 1; i++)
        {
            left += _weighted[rows[i]];
            leftWeight += Targets.Weights[rows[i]];
            var right = total - left;
            scores[i] = left * left / leftWeight + right * right / (totalWeight - leftWeight);
        }
    }

    private void ScoreMany(ReadOnlySpan<int> rows, Span<double> scores)
    {
        var outputs = Targets.Outputs;
        Array.Clear(_left);
        Array.Clear(_total);
        double totalWeight = 0, leftWeight = 0;
        foreach (var row in rows)
        {
            totalWeight += Targets.Weights[row];
            Add(_total, row);
        }

        for (var i = 0; i < rows.Length - 1; i++)
        {
            leftWeight += Targets.Weights[rows[i]];
            Add(_left, rows[i]);
            double left = 0, right = 0;
            for (var o = 0; o < outputs; o++)
            {
                left += _left[o] * _left[o];
                right += (_total[o] - _left[o]) * (_total[o] - _left[o]);
            }

            scores[i] = left / leftWeight + right / (totalWeight - leftWeight);
        }
    }

    private void Add(double[] sums, int row)
    {
        for (var o = 0; o < sums.Length; o++)
        {
            sums[o] += _weighted[row * sums.Length + o];
        }
    }

    // Sums of differences from the mean do not lose the digits that sums of large targets would.
    private static double[] WeightedDeviations(TreeTargets targets)
    {
        var weighted = new double[targets.Values.Length];
        for (var o = 0; o < targets.Outputs; o++)
        {
            double sum = 0, weight = 0;
            foreach (var row in targets.Rows)
            {
                sum += targets.Weights[row] * targets.Values[row * targets.Outputs + o];
                weight += targets.Weights[row];
            }

            foreach (var row in targets.Rows)
            {
                var i = row * targets.Outputs + o;
                weighted[i] = targets.Weights[row] * (targets.Values[i] - sum / weight);
            }
        }

        return weighted;
    }
}
