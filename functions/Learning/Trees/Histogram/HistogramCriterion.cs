namespace MlFunctions.Learning;

/// <summary>How good a side of a division is, from the sums of its rows.</summary>
internal sealed class HistogramCriterion
{
    private readonly double[] _scales;

    private HistogramCriterion(RowStatistics statistics, int outputs, int weightLane, bool isEntropy)
    {
        _scales = statistics.Scales;
        IsEntropy = isEntropy;
        Outputs = outputs;
        WeightLane = weightLane;
        Lanes = statistics.Lanes;
    }

    /// <summary>How many numbers are added up.</summary>
    public int Lanes { get; }

    /// <summary>The lane that holds the weight; the outputs follow it.</summary>
    public int WeightLane { get; }

    /// <summary>How many lanes are outputs. A criterion of two classes may hold one: the other is the rest of the weight.</summary>
    public int Outputs { get; }

    /// <summary>Whether it is entropy that is reduced.</summary>
    public bool IsEntropy { get; }

    /// <summary>What is added to the weight, so that small sides score less.</summary>
    public double Lambda { get; private init; }

    /// <summary>The least that lane 0 of a side must hold: rows, or the sum of second derivatives.</summary>
    public long Least { get; private init; }

    /// <summary>By how much the sides must score more than the undivided node.</summary>
    public double LeastGain { get; private init; }

    /// <summary>Squared error or Gini impurity, as <see cref="SquaredError"/>; or entropy.</summary>
    public static HistogramCriterion Impurity(RowStatistics statistics, int outputs, int weightLane, int minSamplesLeaf, bool isEntropy) =>
        new(statistics, outputs, weightLane, isEntropy) { Least = minSamplesLeaf };

    /// <summary>The gain of second-order boosting: (sum of first derivatives)² / (sum of second derivatives + λ). Chen and Guestrin, "XGBoost", 2016, eq. 7.</summary>
    public static HistogramCriterion Boosting(RowStatistics statistics, double lambda, double minChildWeight, double leastGain) =>
        new(statistics, outputs: 1, weightLane: 0, isEntropy: false)
        {
            Lambda = lambda,
            Least = (long)Math.Max(1, Math.Ceiling(minChildWeight / statistics.Scales[0] * (1 - 1e-9))),
            LeastGain = leastGain,
        };

    /// <summary>The real number that 1 stands for in a lane.</summary>
    public double Scale(int lane) => _scales[lane];

    /// <summary>The score of rows with these sums; higher is better.</summary>
    public double Score(ReadOnlySpan<long> sums)
    {
        var weight = sums[WeightLane] * _scales[WeightLane];
        return IsEntropy ? NegativeEntropy(sums, weight) : Squares(sums) / (weight + Lambda);
    }

    /// <summary>The mean of an output over rows with these sums.</summary>
    public double Mean(ReadOnlySpan<long> sums, int output) =>
        sums[WeightLane + 1 + output] * _scales[WeightLane + 1 + output] / (sums[WeightLane] * _scales[WeightLane]);

    /// <summary>Whether the sides score enough more than the node, and more than rounding.</summary>
    public bool IsGain(double sides, double node) => sides - node > LeastGain && sides - node > 1e-10 * Math.Abs(node);

    private double Squares(ReadOnlySpan<long> sums)
    {
        var squares = 0.0;
        for (var lane = WeightLane + 1; lane <= WeightLane + Outputs; lane++)
        {
            var sum = sums[lane] * _scales[lane];
            squares += sum * sum;
        }

        return squares;
    }

    private double NegativeEntropy(ReadOnlySpan<long> sums, double weight)
    {
        var terms = -Entropy.Term(weight);
        for (var lane = WeightLane + 1; lane <= WeightLane + Outputs; lane++)
        {
            terms += Entropy.Term(sums[lane] * _scales[lane]);
        }

        return Outputs == 1 ? terms + Entropy.Term(weight - sums[WeightLane + 1] * _scales[WeightLane + 1]) : terms;
    }
}
