namespace MlFunctions.Learning;

/// <summary>The best division of a node found so far.</summary>
internal struct SplitChoice
{
    // Scores closer than this, relative to the node's, are rounding: the first found stays, whatever the order of rows.
    private const double Tolerance = 1e-10;

    public SplitChoice() => Score = double.NegativeInfinity;

    /// <summary>How good it is, higher is better.</summary>
    public double Score { get; private set; }

    /// <summary>The feature that is asked.</summary>
    public int Feature { get; private set; } = -1;

    /// <summary>Of a number: what goes left is at most this.</summary>
    public float Threshold { get; private set; }

    /// <summary>Of a number: whether a missing one goes left.</summary>
    public bool MissingLeft { get; private set; }

    /// <summary>Of a category: whether each code, and after them a missing one, goes left; null for a number.</summary>
    public bool[]? LeftCodes { get; private set; }

    /// <summary>Whether anything was found.</summary>
    public readonly bool IsFound => Feature >= 0;

    /// <summary>Whether a score is better than the best so far by more than rounding.</summary>
    public readonly bool IsBeatenBy(double score) => score > Score && (!IsFound || score - Score > Tolerance * Math.Max(Math.Abs(score), Math.Abs(Score)));

    public void TakeNumber(double score, int feature, float threshold, bool missingLeft)
    {
        (Score, Feature, Threshold, MissingLeft, LeftCodes) = (score, feature, threshold, missingLeft, null);
    }

    public void TakeCategory(double score, int feature, bool[] leftCodes)
    {
        (Score, Feature, LeftCodes) = (score, feature, leftCodes);
    }

    /// <summary>Whether a value of <see cref="Feature"/> goes left.</summary>
    public readonly bool GoesLeft(float value) =>
        LeftCodes is null
            ? MissingLeft ? !(value > Threshold) : value <= Threshold
            : LeftCodes[float.IsNaN(value) ? LeftCodes.Length - 1 : (int)value];
}
