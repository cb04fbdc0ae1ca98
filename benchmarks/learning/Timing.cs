using System.Diagnostics;

namespace MlFunctions.Learning.Benchmarks;

/// <summary>Wall time of repeated work.</summary>
internal static class Timing
{
    /// <summary>The median time in seconds, and the last result.</summary>
    public static (double Seconds, T Result) Median<T>(int repeat, Func<T> work)
    {
        var seconds = new double[repeat];
        T result = default!;
        for (var i = 0; i < repeat; i++)
        {
            var start = Stopwatch.GetTimestamp();
            result = work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return (seconds[repeat / 2], result);
    }
}
