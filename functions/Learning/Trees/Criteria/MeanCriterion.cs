namespace MlFunctions.Learning;

/// <summary>Criteria that depend on the weighted sums of the outputs on each side only, and whose leaves predict the mean.</summary>
internal abstract class MeanCriterion(TreeTargets targets) : SplitCriterion(targets)
{
    protected override void MixedLeaf(ReadOnlySpan<int> rows, Span<double> values)
    {
        // Differences from the first row keep the digits of targets that are far from zero.
        var outputs = Targets.Outputs;
        var reference = Targets.Values.AsSpan(rows[0] * outputs, outputs);
        values.Clear();
        var weight = 0.0;
        foreach (var row in rows)
        {
            var w = Targets.Weights[row];
            weight += w;
            for (var o = 0; o < outputs; o++)
            {
                values[o] += w * (Targets.Values[row * outputs + o] - reference[o]);
            }
        }

        for (var o = 0; o < outputs; o++)
        {
            values[o] = reference[o] + values[o] / weight;
        }
    }
}
