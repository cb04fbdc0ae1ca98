namespace MlFunctions.Learning;

/// <summary>What a network is to put out for each row, and what it costs to be off.</summary>
internal sealed class NetworkTargets
{
    private readonly Dataset _data;
    private readonly double[] _costs;
    private readonly int[] _places;

    /// <param name="data">The rows.</param>
    public NetworkTargets(Dataset data)
    {
        _data = data;
        Count = data.Classes > 0 ? data.Classes : data.TargetCount;
        _places = [.. Enumerable.Range(0, Count)];
        _costs = Costs(data);
        Means = new double[data.Classes > 0 ? 0 : Count];
        Scales = new double[Means.Length];
        for (var t = 0; t < Means.Length; t++)
        {
            (Means[t], Scales[t]) = Spread(data.Target(t), _costs);
        }
    }

    /// <summary>How many outputs there are.</summary>
    public int Count { get; }

    /// <summary>The means of numeric targets; empty for classes.</summary>
    public double[] Means { get; }

    /// <summary>The deviations of numeric targets, 0 for a constant one, which then is predicted exactly; empty for classes.</summary>
    public double[] Scales { get; }

    /// <summary>How much a row counts, 1 on average.</summary>
    public double Cost(int row) => _costs[row];

    /// <summary>The loss of a row, and in place of the outputs its derivatives by them.</summary>
    public double ReplaceBySlopes(int row, Span<double> outputs)
    {
        var loss = 0.0;
        if (_data.Classes > 0)
        {
            var truth = (int)_data.Target(0)[row];
            Softmax.Apply(outputs, _places);
            loss = -Math.Log(Math.Max(outputs[truth], double.Epsilon));
            outputs[truth] -= 1;
        }
        else
        {
            for (var t = 0; t < outputs.Length; t++)
            {
                outputs[t] -= Scales[t] > 0 ? (_data.Target(t)[row] - Means[t]) / Scales[t] : 0;
                loss += outputs[t] * outputs[t] / 2;
            }
        }

        for (var t = 0; t < outputs.Length; t++)
        {
            outputs[t] *= _costs[row];
        }

        return loss * _costs[row];
    }

    private static double[] Costs(Dataset data)
    {
        var costs = new double[data.Rows];
        if (!data.IsWeighted)
        {
            Array.Fill(costs, 1);
            return costs;
        }

        var mean = 0.0;
        foreach (var weight in data.Weights)
        {
            mean += weight / costs.Length;
        }

        for (var r = 0; r < costs.Length; r++)
        {
            costs[r] = data.Weights[r] / mean;
        }

        return costs;
    }

    private static (double Mean, double Scale) Spread(ReadOnlySpan<double> target, double[] costs)
    {
        double mean = 0, squares = 0;
        for (var r = 0; r < target.Length; r++)
        {
            mean += target[r] * (costs[r] / target.Length);
        }

        for (var r = 0; r < target.Length; r++)
        {
            squares += costs[r] / target.Length * (target[r] - mean) * (target[r] - mean);
        }

        var deviation = Math.Sqrt(squares);
        return (mean, deviation > 1e-13 * Math.Abs(mean) ? deviation : 0);
    }
}
