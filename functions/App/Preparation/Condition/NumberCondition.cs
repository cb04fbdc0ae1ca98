namespace MlFunctions.Preparation;

/// <summary>What the numbers of a column are like.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="LowerQuartile">A quarter is not above it.</param>
/// <param name="Median">Half is not above it.</param>
/// <param name="UpperQuartile">Three quarters are not above it.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation, divided by n − 1.</param>
/// <param name="Skew">The third standardised moment, divided by n; 0 where all are equal.</param>
/// <param name="Outliers">How many are more than three interquartile ranges outside the quartiles (Tukey's outer fences).</param>
internal sealed record NumberCondition(
    double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum, double Mean, double Deviation, double Skew, int Outliers)
{
    /// <summary>Whether most of the numbers lie far to one side of the mean.</summary>
    public bool IsSkewed => Math.Abs(Skew) > 1;
}
