namespace MlFunctions.Learning;

/// <summary>The reduction of entropy, on classes as outputs of 0 and 1: Σ over sides and classes of w·ln w, less the sides' own, up to a constant.</summary>
internal sealed class Entropy(TreeTargets targets) : MeanCriterion(targets)
{
    private readonly double[] _left = new double[targets.Outputs];
    private readonly double[] _right = new double[targets.Outputs];

    public override void Score(ReadOnlySpan<int> rows, Span<double> scores)
    {
        Array.Clear(_left);
        Array.Clear(_right);
        double leftWeight = 0, rightWeight = 0;
        foreach (var row in rows)
        {
            rightWeight += Move(row, _right, 1);
        }

        for (var i = 0; i < rows.Length - 1; i++)
        {
            var weight = Move(rows[i], _left, 1);
            Move(rows[i], _right, -1);
            leftWeight += weight;
            rightWeight -= weight;
            scores[i] = Sum(_left) - Term(leftWeight) + Sum(_right) - Term(rightWeight);
        }
    }

    /// <summary>w·ln w, which is 0 at 0.</summary>
    public static double Term(double weight) => weight > 0 ? weight * Math.Log(weight) : 0;

    private double Move(int row, double[] side, double sign)
    {
        var weight = Targets.Weights[row];
        for (var o = 0; o < side.Length; o++)
        {
            side[o] += sign * weight * Targets.Values[row * side.Length + o];
        }

        return weight;
    }

    private static double Sum(double[] classes)
    {
        var sum = 0.0;
        foreach (var weight in classes)
        {
            sum += Term(weight);
        }

        return sum;
    }
}
