namespace MlFunctions.Learning;

/// <summary>What a tree of means adds up: the count of rows, their weight where rows differ in it, and the weighted outputs.</summary>
internal sealed class ImpurityStatistics
{
    private readonly int _weightLane;
    private readonly int _outputs;

    private ImpurityStatistics(TreeTargets targets, RowStatistics rows, int weightLane, int outputs)
    {
        Targets = targets;
        Rows = rows;
        _weightLane = weightLane;
        _outputs = outputs;
    }

    /// <summary>What the tree is to predict.</summary>
    public TreeTargets Targets { get; }

    /// <summary>The numbers of each row.</summary>
    public RowStatistics Rows { get; }

    /// <summary>How divisions are scored with them.</summary>
    public HistogramCriterion Criterion(int minSamplesLeaf, bool isEntropy) => HistogramCriterion.Impurity(Rows, _outputs, _weightLane, minSamplesLeaf, isEntropy);

    /// <param name="targets">What the tree is to predict.</param>
    /// <param name="isWeighted">Whether rows differ in weight.</param>
    public static ImpurityStatistics Of(TreeTargets targets, bool isWeighted)
    {
        var weightLane = isWeighted ? 1 : 0;
        // Of two classes the second says all.
        var (first, outputs) = targets is { IsClasses: true, Outputs: 2 } ? (1, 1) : (0, targets.Outputs);
        var lanes = (weightLane + 1 + outputs + 1) / 2 * 2;
        var rows = new RowStatistics(lanes, targets.Weights.Length);
        Fill(targets, rows, 0, _ => 1, largest: 1);
        if (isWeighted)
        {
            Fill(targets, rows, 1, row => targets.Weights[row]);
        }

        for (var o = 0; o < outputs; o++)
        {
            var (output, center) = (first + o, targets.IsClasses ? 0 : Mean(targets, first + o));
            Fill(targets, rows, weightLane + 1 + o, row => targets.Weights[row] * (targets.Values[row * targets.Outputs + output] - center));
        }

        return new ImpurityStatistics(targets, rows, weightLane, outputs);
    }

    private static void Fill(TreeTargets targets, RowStatistics rows, int lane, Func<int, double> valueOf, int largest = RowStatistics.Largest)
    {
        var magnitude = 0.0;
        foreach (var row in targets.Rows)
        {
            magnitude = Math.Max(magnitude, Math.Abs(valueOf(row)));
        }

        rows.SetScale(lane, magnitude, largest);
        var scale = rows.Scales[lane];
        foreach (var row in targets.Rows)
        {
            rows.Values[row * rows.Lanes + lane] = (int)Math.Round(valueOf(row) / scale);
        }
    }

    private static double Mean(TreeTargets targets, int output)
    {
        double sum = 0, weight = 0;
        foreach (var row in targets.Rows)
        {
            sum += targets.Weights[row] * targets.Values[row * targets.Outputs + output];
            weight += targets.Weights[row];
        }

        return sum / weight;
    }
}
