using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace MlFunctions.Ingest.Benchmarks;

/// <summary>Redis is killed for ten seconds while 200 batches a second come: none may be refused or lost, queries are refused meanwhile, and all batches appear after.</summary>
internal static class RedisOutage
{
    private const double Rate = 200;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(TestedServer server)
    {
        var accepted = new ConcurrentQueue<string>();
        var refused = 0;
        var sending = Load.RunAsync(server.Port, connections: 32, Rate, Before + Away + Before, (_, _, id) =>
        {
            if (id is not null)
            {
                accepted.Enqueue(id);
            }
            else
            {
                Interlocked.Increment(ref refused);
            }
        });
        await Task.Delay(Before);
        await server.StopRedisAsync();
        var away = Stopwatch.GetTimestamp();
        await Task.Delay(Away / 2);
        var query = await server.QueryAsync();
        await Task.Delay(Away - Stopwatch.GetElapsedTime(away));
        server.RestartRedis();
        var back = Stopwatch.GetTimestamp();
        await sending;

        using var redis = server.ConnectRedis();
        var database = redis.GetDatabase();
        var missing = accepted.ToHashSet(StringComparer.Ordinal);
        while (missing.Count > 0 && Stopwatch.GetElapsedTime(back) < TimeSpan.FromMinutes(2))
        {
            foreach (var id in missing.ToArray())
            {
                if (await database.HashExistsAsync($"mlfunctions:{TestedServer.Pipeline}:batch:{id}", "ended"))
                {
                    missing.Remove(id);
                }
            }

            await Task.Delay(50);
        }

        return
        [
            new($"Redis killed for {Away.TotalSeconds:0} s at {Rate}/s: batches accepted, refused, lost", $"{accepted.Count:N0}, {refused}, {missing.Count}", "0 refused, 0 lost"),
            new("a query meanwhile", $"{(int)query}", $"{(int)HttpStatusCode.ServiceUnavailable}"),
            new("all shown after Redis was back", $"{Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s", "while others come for 5 s"),
        ];
    }
}
