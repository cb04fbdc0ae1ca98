using System.Collections.Concurrent;
using System.Diagnostics;

namespace MlFunctions.Ingest.Benchmarks;

/// <summary>Whether batches are scored as fast as they come, somewhat more than the 3,000 a second of the goal: how many come, and how many wait while they do.</summary>
internal static class SustainedRate
{
    private const double Goal = 3000;
    private const double Rate = 3300;
    private const int WarmUpSeconds = 10;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(TestedServer server, int seconds)
    {
        await MeasureAsync(server, Rate / 2, WarmUpSeconds);
        var (accepted, refused, perSecond, waiting, behind) = await MeasureAsync(server, Rate, seconds);
        var half = waiting.Count / 2;
        return
        [
            new($"ingest of 15 rows: batches a second over {seconds} s", $"{perSecond:N0} ({accepted:N0} accepted, {Described(refused)})", $"≥ {Goal:N0}"),
            new("batches that wait: median of the first half and of the second, most", $"{Median(waiting[..half]):N0}, {Median(waiting[half..]):N0}, {waiting.Max():N0}", "no growth"),
            new("after the last was accepted, all can be read within", $"{behind.TotalMilliseconds:N0} ms", "≤ 1,000 ms"),
        ];
    }

    private static async Task<(long Accepted, IReadOnlyDictionary<int, long> Refused, double PerSecond, List<long> Waiting, TimeSpan Behind)> MeasureAsync(TestedServer server, double rate, int seconds)
    {
        using var redis = server.ConnectRedis();
        var database = redis.GetDatabase();
        var accepted = 0L;
        var refused = new ConcurrentDictionary<int, long>();
        var waiting = new List<long>();
        var began = Stopwatch.GetTimestamp();
        var sending = Load.RunAsync(server.Port, connections: 64, rate, TimeSpan.FromSeconds(seconds), (_, status, _) =>
        {
            if (status == 202)
            {
                Interlocked.Increment(ref accepted);
            }
            else
            {
                refused.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
        });
        while (!sending.IsCompleted)
        {
            waiting.Add(await database.SortedSetLengthAsync("mlfunctions:waiting"));
            await Task.WhenAny(sending, Task.Delay(500));
        }

        await sending;
        var lasted = Stopwatch.GetElapsedTime(began);
        while (await database.SortedSetLengthAsync("mlfunctions:waiting") > 0)
        {
            await Task.Delay(1);
        }

        return (accepted, refused, accepted / lasted.TotalSeconds, waiting, Stopwatch.GetElapsedTime(began) - lasted);
    }

    private static string Described(IReadOnlyDictionary<int, long> refused) =>
        refused.Count == 0 ? "0 refused" : string.Join(", ", refused.Select(status => $"{status.Value:N0} answered {status.Key}"));

    private static long Median(IEnumerable<long> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}
