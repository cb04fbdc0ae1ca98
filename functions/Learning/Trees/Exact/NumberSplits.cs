namespace MlFunctions.Learning;

/// <summary>Divisions of a node by a number: between every two neighbouring values, missing ones on either side.</summary>
internal sealed class NumberSplits(SplitCriterion criterion, int minSamplesLeaf, int rows)
{
    private readonly double[] _scores = new double[rows];
    private readonly int[] _missingFirst = new int[rows];

    /// <param name="ordered">The node's rows by ascending value, missing ones last.</param>
    /// <param name="values">The values, by row.</param>
    /// <param name="feature">The number of the feature.</param>
    /// <param name="best">Is replaced where a better division is found.</param>
    public void Search(ReadOnlySpan<int> ordered, ReadOnlySpan<float> values, int feature, ref SplitChoice best)
    {
        var present = ordered.Length;
        while (present > 0 && float.IsNaN(values[ordered[present - 1]]))
        {
            present--;
        }

        var missing = ordered.Length - present;
        if (present == 0 || (missing == 0 && values[ordered[0]] == values[ordered[^1]]))
        {
            return;
        }

        criterion.Score(ordered, _scores);
        Scan(ordered[..present], values, 0, missing, feature, ref best);
        if (missing > 0)
        {
            ordered[present..].CopyTo(_missingFirst);
            ordered[..present].CopyTo(_missingFirst.AsSpan(missing));
            criterion.Score(_missingFirst.AsSpan(0, ordered.Length), _scores);
            Scan(ordered[..present], values, missing, 0, feature, ref best);
        }
    }

    private void Scan(ReadOnlySpan<int> present, ReadOnlySpan<float> values, int missingLeft, int missingRight, int feature, ref SplitChoice best)
    {
        // After the last value there is a division only where missing ones are left for the right side.
        var from = Math.Max(1, minSamplesLeaf - missingLeft);
        var to = Math.Min(present.Length + missingRight - minSamplesLeaf, missingRight > 0 ? present.Length : present.Length - 1);
        for (var left = from; left <= to; left++)
        {
            var score = _scores[missingLeft + left - 1];
            if (!best.IsBeatenBy(score))
            {
                continue;
            }

            var below = values[present[left - 1]];
            if (left == present.Length)
            {
                best.TakeNumber(score, feature, float.MaxValue, missingLeft: false);
            }
            else if (below != values[present[left]])
            {
                // What was never missing goes with the larger side when it is missing later.
                var goesLeft = missingLeft > 0 || (missingRight == 0 && left > present.Length - left);
                best.TakeNumber(score, feature, Threshold.Between(below, values[present[left]]), goesLeft);
            }
        }
    }
}
