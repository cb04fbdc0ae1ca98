namespace MlFunctions.Monitoring;

/// <summary>How long answers took.</summary>
/// <param name="Sum">All together, in ticks of 100 ns.</param>
/// <param name="Minimum">The shortest, in ticks.</param>
/// <param name="Maximum">The longest, in ticks.</param>
/// <param name="Buckets">How many by bucket of <see cref="AnswerTimes"/>; those without any are left out.</param>
public sealed record AnswerTimeFigures(long Sum, long Minimum, long Maximum, IReadOnlyDictionary<int, long> Buckets)
{
    /// <summary>No answers.</summary>
    public static AnswerTimeFigures None { get; } = new(0, long.MaxValue, 0, new Dictionary<int, long>());

    /// <summary>How many answers.</summary>
    public long Count() => Buckets.Values.Sum();

    /// <summary>Those of two instances together.</summary>
    public AnswerTimeFigures Plus(AnswerTimeFigures other) => new(
        Sum + other.Sum,
        Math.Min(Minimum, other.Minimum),
        Math.Max(Maximum, other.Maximum),
        Buckets.Concat(other.Buckets).GroupBy(bucket => bucket.Key).ToDictionary(bucket => bucket.Key, bucket => bucket.Sum(count => count.Value)));

    /// <summary>The time that a share of the answers did not exceed, in ticks.</summary>
    /// <param name="share">0 to 1.</param>
    public double Quantile(double share)
    {
        var rank = share * Count();
        var below = 0L;
        foreach (var (bucket, count) in Buckets.OrderBy(bucket => bucket.Key))
        {
            below += count;
            if (below >= rank)
            {
                return Math.Clamp(AnswerTimes.MiddleOf(bucket), Minimum, Maximum);
            }
        }

        return Maximum;
    }
}
