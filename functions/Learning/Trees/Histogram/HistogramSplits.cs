namespace MlFunctions.Learning;

/// <summary>Finds the best division in the histogram of a feature. For one thread at a time.</summary>
internal sealed class HistogramSplits(HistogramCriterion criterion)
{
    private readonly long[] _left = new long[criterion.Lanes];
    private readonly long[] _right = new long[criterion.Lanes];
    private readonly int[] _order = new int[FeatureBins.Most];
    private readonly double[] _means = new double[FeatureBins.Most];

    /// <param name="bins">The feature's bins.</param>
    /// <param name="feature">Its number.</param>
    /// <param name="sums">Its histogram.</param>
    /// <param name="total">The sums of the node.</param>
    /// <param name="best">Is replaced where a better division is found.</param>
    public void Search(FeatureBins bins, int feature, ReadOnlySpan<long> sums, ReadOnlySpan<long> total, HistogramSplit best)
    {
        if (bins.IsCategory)
        {
            SearchCategories(bins, feature, sums, total, best);
        }
        else if (criterion is { Lanes: 2, WeightLane: 0, Outputs: 1, IsEntropy: false })
        {
            SearchPairs(bins, feature, sums, total, best);
        }
        else
        {
            SearchNumbers(bins, feature, sums, total, best);
        }
    }

    // The same as SearchNumbers for the usual case: one weight, one output, squares.
    private void SearchPairs(FeatureBins bins, int feature, ReadOnlySpan<long> sums, ReadOnlySpan<long> total, HistogramSplit best)
    {
        var (weightScale, scale, lambda, least) = (criterion.Scale(0), criterion.Scale(1), criterion.Lambda, criterion.Least);
        var (totalWeight, totalSum) = (total[0], total[1]);
        double bestScore = best.Score, bar = best.Bar;
        int bestBin = -1;
        var bestMissingLeft = false;
        for (var pass = 0; pass < (bins.HasMissing ? 2 : 1); pass++)
        {
            var missingLeft = pass == 1;
            long weight = 0, sum = 0;
            if (missingLeft)
            {
                (weight, sum) = (sums[2 * bins.ValueBins], sums[2 * bins.ValueBins + 1]);
            }

            // All numbers left is a division only when missing ones are on the right.
            var end = bins.HasMissing && !missingLeft ? bins.ValueBins : bins.ValueBins - 1;
            for (var bin = 0; bin < end; bin++)
            {
                weight += sums[2 * bin];
                sum += sums[2 * bin + 1];
                var rightWeight = totalWeight - weight;
                if (weight < least || rightWeight < least)
                {
                    continue;
                }

                double left = sum * scale, right = (totalSum - sum) * scale;
                var score = left * left / (weight * weightScale + lambda) + right * right / (rightWeight * weightScale + lambda);
                if (score > bar)
                {
                    (bestScore, bar, bestBin, bestMissingLeft) = (score, HistogramSplit.BarAbove(score), bin, missingLeft);
                }
            }
        }

        if (bestBin >= 0)
        {
            SumUpTo(bins, bestBin, bestMissingLeft, sums);
            TakeNumber(bins, feature, bestBin, bestMissingLeft, bestScore, total, best);
        }
    }

    private void SearchNumbers(FeatureBins bins, int feature, ReadOnlySpan<long> sums, ReadOnlySpan<long> total, HistogramSplit best)
    {
        var lanes = criterion.Lanes;
        for (var pass = 0; pass < (bins.HasMissing ? 2 : 1); pass++)
        {
            var missingLeft = pass == 1;
            Array.Clear(_left);
            if (missingLeft)
            {
                Add(sums, bins.ValueBins);
            }

            var end = bins.HasMissing && !missingLeft ? bins.ValueBins : bins.ValueBins - 1;
            for (var bin = 0; bin < end; bin++)
            {
                Add(sums, bin);
                if (sums[bin * lanes] != 0 && SidesScore(total) is { } score && score > best.Bar)
                {
                    TakeNumber(bins, feature, bin, missingLeft, score, total, best);
                }
            }
        }
    }

    private void TakeNumber(FeatureBins bins, int feature, int bin, bool missingLeft, double score, ReadOnlySpan<long> total, HistogramSplit best)
    {
        // What this node has never seen missing goes with the larger side when it is missing later.
        var unseen = !bins.HasMissing && _left[0] > total[0] - _left[0];
        best.TakeNumber(score, feature, bin, bins, missingLeft || unseen, _left);
    }

    private void SearchCategories(FeatureBins bins, int feature, ReadOnlySpan<long> sums, ReadOnlySpan<long> total, HistogramSplit best)
    {
        var lanes = criterion.Lanes;
        for (var output = 0; output < criterion.Outputs; output++)
        {
            var seen = 0;
            for (var bin = 0; bin < bins.Count; bin++)
            {
                if (sums[bin * lanes] != 0)
                {
                    _means[seen] = criterion.Mean(sums.Slice(bin * lanes, lanes), output);
                    _order[seen++] = bin;
                }
            }

            Array.Sort(_means, _order, 0, seen);
            Array.Clear(_left);
            for (var i = 0; i < seen - 1; i++)
            {
                Add(sums, _order[i]);
                if (SidesScore(total) is { } score && score > best.Bar)
                {
                    best.TakeCategory(score, feature, _order.AsSpan(0, i + 1), _left[0] > total[0] - _left[0], _order.AsSpan(0, seen), _left);
                }
            }
        }
    }

    // The score of what _left holds against the rest; null where a side has too little.
    private double? SidesScore(ReadOnlySpan<long> total)
    {
        for (var lane = 0; lane < _left.Length; lane++)
        {
            _right[lane] = total[lane] - _left[lane];
        }

        return _left[0] >= criterion.Least && _right[0] >= criterion.Least ? criterion.Score(_left) + criterion.Score(_right) : null;
    }

    private void SumUpTo(FeatureBins bins, int bin, bool missingLeft, ReadOnlySpan<long> sums)
    {
        Array.Clear(_left);
        for (var b = 0; b <= bin; b++)
        {
            Add(sums, b);
        }

        if (missingLeft)
        {
            Add(sums, bins.ValueBins);
        }
    }

    private void Add(ReadOnlySpan<long> sums, int bin)
    {
        for (var lane = 0; lane < _left.Length; lane++)
        {
            _left[lane] += sums[bin * _left.Length + lane];
        }
    }
}
