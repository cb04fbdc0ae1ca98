using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

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
public sealed record NumberCondition(
    double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum, double Mean, double Deviation, double Skew, int Outliers)
{
    /// <summary>How the numbers are spread, for the next batch to be compared with.</summary>
    public required Distribution Distribution { get; init; }

    /// <summary>Whether most of the numbers lie far to one side of the mean.</summary>
    public bool IsSkewed => Math.Abs(Skew) > 1;

    /// <summary>Looks numbers over.</summary>
    /// <param name="values">At least one, none missing; they are put in order.</param>
    public static NumberCondition Of(double[] values)
    {
        RadixSort.Sort(values);
        var (mean, second, third) = Moments(values);
        var lower = Quantile(values, 0.25);
        var upper = Quantile(values, 0.75);
        var fence = 3 * (upper - lower);
        return new NumberCondition(
            values[0],
            lower,
            Quantile(values, 0.5),
            upper,
            values[^1],
            mean,
            values.Length < 2 ? 0 : Math.Sqrt(second * values.Length / (values.Length - 1)),
            second == 0 ? 0 : third / Math.Pow(second, 1.5),
            SortedNumbers.CountBelow(values, lower - fence) + values.Length - SortedNumbers.CountUpTo(values, upper + fence))
        {
            Distribution = Distribution.Of(values),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Mean, double Second, double Third) Moments(double[] values)
    {
        var mean = TensorPrimitives.Sum<double>(values) / values.Length;
        double second = 0, third = 0;
        foreach (var value in values)
        {
            var difference = value - mean;
            second += difference * difference;
            third += difference * difference * difference;
        }

        return (mean, second / values.Length, third / values.Length);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        return sorted[below] + ((rank - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }
}
