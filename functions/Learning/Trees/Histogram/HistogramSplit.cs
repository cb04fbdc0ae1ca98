namespace MlFunctions.Learning;

/// <summary>The best division of a node found so far, in terms of bins.</summary>
internal sealed class HistogramSplit(int lanes)
{
    private const double Tolerance = 1e-8;

    private readonly bool[] _leftBins = new bool[FeatureBins.Most];
    private readonly long[] _left = new long[lanes];

    /// <summary>How good it is, higher is better.</summary>
    public double Score { get; private set; } = double.NegativeInfinity;

    /// <summary>What a score must exceed to be better by more than rounding; among equals the first found stays.</summary>
    public double Bar => BarAbove(Score);

    /// <summary>The feature that is asked; −1 where nothing was found.</summary>
    public int Feature { get; private set; } = -1;

    /// <summary>Of a number: the last bin that goes left.</summary>
    public int LastLeftBin { get; private set; }

    /// <summary>Of a number: whether a missing one goes left.</summary>
    public bool MissingLeft { get; private set; }

    /// <summary>Whether each bin goes left.</summary>
    public ReadOnlySpan<bool> LeftBins => _leftBins;

    /// <summary>The sums of the rows that go left.</summary>
    public ReadOnlySpan<long> Left => _left;

    /// <summary>What a score must exceed to be better than this one by more than the rounding of fixed-point numbers.</summary>
    public static double BarAbove(double score) => double.IsNegativeInfinity(score) ? score : score + Tolerance * Math.Abs(score);

    public void TakeNumber(double score, int feature, int lastLeftBin, FeatureBins bins, bool missingLeft, ReadOnlySpan<long> left)
    {
        (Score, Feature, LastLeftBin, MissingLeft) = (score, feature, lastLeftBin, missingLeft);
        left.CopyTo(_left);
        _leftBins.AsSpan(0, lastLeftBin + 1).Fill(true);
        _leftBins.AsSpan(lastLeftBin + 1).Clear();
        if (bins.HasMissing)
        {
            _leftBins[bins.ValueBins] = missingLeft;
        }
    }

    public void TakeCategory(double score, int feature, ReadOnlySpan<int> leftBins, bool othersLeft, ReadOnlySpan<int> allBins, ReadOnlySpan<long> left)
    {
        (Score, Feature) = (score, feature);
        left.CopyTo(_left);
        // Bins that the node has not seen go with the larger side.
        Array.Fill(_leftBins, othersLeft);
        foreach (var bin in allBins)
        {
            _leftBins[bin] = false;
        }

        foreach (var bin in leftBins)
        {
            _leftBins[bin] = true;
        }
    }
}
