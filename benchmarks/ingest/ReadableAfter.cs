using System.Collections.Concurrent;
using System.Diagnostics;

namespace MlFunctions.Ingest.Benchmarks;

/// <summary>
/// How long after a batch was due to be sent its scores can be read in Redis, at 200 batches a second. Redis is asked for all that are open
/// once a millisecond, so each figure is up to that much too long.
/// </summary>
internal static class ReadableAfter
{
    private const double Rate = 200;
    private const int WarmUpSeconds = 5;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(TestedServer server, int seconds)
    {
        await MeasureAsync(server, WarmUpSeconds);
        var milliseconds = await MeasureAsync(server, seconds);
        milliseconds.Sort();
        return
        [
            new($"ingest → readable in Redis, {Rate}/s of 15 rows, p50", $"{milliseconds[milliseconds.Count / 2]:0.0} ms", "≤ 10 ms"),
            new($"ingest → readable in Redis, {Rate}/s of 15 rows, p99", $"{milliseconds[milliseconds.Count * 99 / 100]:0.0} ms", "≤ 50 ms"),
        ];
    }

    private static async Task<List<double>> MeasureAsync(TestedServer server, int seconds)
    {
        using var redis = server.ConnectRedis();
        var database = redis.GetDatabase();
        var open = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var milliseconds = new List<double>();
        var sending = Load.RunAsync(server.Port, connections: 32, Rate, TimeSpan.FromSeconds(seconds), (due, status, id) =>
        {
            if (status != 202)
            {
                throw new InvalidDataException($"A batch was answered {status}.");
            }

            open[id!] = due;
        });
        while (!sending.IsCompleted || !open.IsEmpty)
        {
            var asked = open.ToArray();
            var answers = await Task.WhenAll(asked.Select(batch => database.HashExistsAsync($"mlfunctions:{TestedServer.Pipeline}:batch:{batch.Key}", "ended")));
            for (var i = 0; i < asked.Length; i++)
            {
                if (answers[i])
                {
                    milliseconds.Add(Stopwatch.GetElapsedTime(asked[i].Value).TotalMilliseconds);
                    open.TryRemove(asked[i].Key, out _);
                }
            }

            await Task.Delay(1);
        }

        await sending;
        return milliseconds;
    }
}
