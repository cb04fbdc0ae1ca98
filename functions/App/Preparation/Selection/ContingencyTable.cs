namespace MlFunctions.Preparation;

/// <summary>How often values of two columns come together.</summary>
internal sealed class ContingencyTable
{
    private readonly double[,] _counts;
    private readonly double[] _firsts;
    private readonly double[] _seconds;
    private readonly double _all;

    /// <param name="first">Codes of at least 0, one a row.</param>
    /// <param name="second">Codes of at least 0, one a row.</param>
    public ContingencyTable(int[] first, int[] second)
    {
        _counts = new double[first.Max() + 1, second.Max() + 1];
        _firsts = new double[first.Max() + 1];
        _seconds = new double[second.Max() + 1];
        _all = first.Length;
        for (var r = 0; r < first.Length; r++)
        {
            _counts[first[r], second[r]]++;
            _firsts[first[r]]++;
            _seconds[second[r]]++;
        }
    }

    /// <summary>Pearson's statistic of independence; 0 where the columns say nothing of each other.</summary>
    public double ChiSquared() => Sum((count, expected) => (count - expected) * (count - expected) / expected);

    /// <summary>How much one column tells of the other, in nats; 0 where nothing.</summary>
    public double MutualInformation() => Sum((count, expected) => count == 0 ? 0 : count / _all * Math.Log(count / expected));

    private double Sum(Func<double, double, double> term)
    {
        var sum = 0d;
        for (var i = 0; i < _firsts.Length; i++)
        {
            for (var j = 0; j < _seconds.Length; j++)
            {
                var expected = _firsts[i] * _seconds[j] / _all;
                sum += expected == 0 ? 0 : term(_counts[i, j], expected);
            }
        }

        return sum;
    }
}
