using System.Numerics;

namespace MlFunctions.Monitoring;

/// <summary>
/// Counts how long answers take, in buckets that are an eighth of a power of two wide, so that a quantile is at most 6 % off (as
/// HdrHistogram with one significant digit). From 100 ns to two hours; what takes longer counts as two hours.
/// </summary>
internal sealed class AnswerTimes
{
    private const int Parts = 8;
    private const int PartBits = 3;
    private const long Longest = 1L << 36;

    private readonly long[] _buckets = new long[BucketOf(Longest) + 1];
    private long _sum;
    private long _minimum = long.MaxValue;
    private long _maximum;

    /// <summary>How many answers.</summary>
    public long Total => ColumnMeter.Copy(_buckets).Sum();

    /// <summary>Counts an answer.</summary>
    public void Count(TimeSpan duration)
    {
        var ticks = Math.Max(0, duration.Ticks);
        Interlocked.Increment(ref _buckets[BucketOf(Math.Min(ticks, Longest))]);
        Interlocked.Add(ref _sum, ticks);
        for (var least = Volatile.Read(ref _minimum); ticks < least;)
        {
            least = Interlocked.CompareExchange(ref _minimum, ticks, least) is var found && found == least ? ticks : found;
        }

        for (var most = Volatile.Read(ref _maximum); ticks > most;)
        {
            most = Interlocked.CompareExchange(ref _maximum, ticks, most) is var found && found == most ? ticks : found;
        }
    }

    /// <summary>What it has counted so far.</summary>
    public AnswerTimeFigures Read()
    {
        var counts = ColumnMeter.Copy(_buckets);
        var buckets = Enumerable.Range(0, counts.Length).Where(bucket => counts[bucket] > 0).ToDictionary(bucket => bucket, bucket => counts[bucket]);
        return buckets.Count == 0 ? AnswerTimeFigures.None
            : new AnswerTimeFigures(Interlocked.Read(ref _sum), Interlocked.Read(ref _minimum), Interlocked.Read(ref _maximum), buckets);
    }

    /// <summary>The ticks in the middle of a bucket.</summary>
    public static double MiddleOf(int bucket)
    {
        if (bucket < Parts)
        {
            return bucket;
        }

        var width = 1L << ((bucket / Parts) - 1);
        return ((Parts + (bucket % Parts)) * (double)width) + ((width - 1) / 2.0);
    }

    private static int BucketOf(long ticks)
    {
        if (ticks < Parts)
        {
            return (int)ticks;
        }

        var power = BitOperations.Log2((ulong)ticks);
        return ((power - PartBits + 1) * Parts) + (int)((ticks >> (power - PartBits)) & (Parts - 1));
    }
}
