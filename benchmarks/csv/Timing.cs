using System.Diagnostics;

namespace MlFunctions.Csv.Benchmarks;

/// <summary>Wall time of repeated work.</summary>
internal static class Timing
{
    private const int Warmups = 3;
    private const int Repeats = 11;

    /// <summary>The median time in seconds, once the code is compiled.</summary>
    public static async Task<double> MedianAsync<T>(Func<Task<T>> work)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Warmups + Repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            if (i >= Warmups)
            {
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return seconds.Order().ElementAt(Repeats / 2);
    }
}
