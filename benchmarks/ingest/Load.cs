using System.Diagnostics;

namespace MlFunctions.Ingest.Benchmarks;

/// <summary>Posts batches at a rate, each at its time whether the ones before were answered or not, as far as there are connections.</summary>
internal static class Load
{
    /// <summary>Posts for so long.</summary>
    /// <param name="port">Where the app listens.</param>
    /// <param name="connections">How many requests are under way at most.</param>
    /// <param name="rate">Batches a second.</param>
    /// <param name="duration">How long.</param>
    /// <param name="answered">Told of each: when it was due, its status, its id where it was accepted.</param>
    /// <returns>How many were posted.</returns>
    public static async Task<long> RunAsync(int port, int connections, double rate, TimeSpan duration, Action<long, int, string?> answered)
    {
        var began = Stopwatch.GetTimestamp();
        var total = (long)(rate * duration.TotalSeconds);
        var taken = -1L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(async () =>
        {
            using var client = new Client(port, number);
            while (Interlocked.Increment(ref taken) is var ticket && ticket < total)
            {
                var due = began + (long)(ticket / rate * Stopwatch.Frequency);
                while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
                }

                var (status, batchId) = await client.PostAsync();
                answered(due, status, batchId);
            }
        })));
        return total;
    }
}
