using System.Diagnostics;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>What a sequence costs when the state holds a thousand finished instances, and when it holds a hundred thousand.</summary>
internal static class DurableGrowth
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const double Goal = 1.5;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using var host = new DurableHost();
        await host.RunSequencesAsync(Few);
        var early = await MillisecondsEachAsync(host, Few);
        var start = Stopwatch.GetTimestamp();
        await host.RunSequencesAsync(Many - (2 * Few));
        var overall = Stopwatch.GetElapsedTime(start).TotalMilliseconds / (Many - (2 * Few));
        var late = await MillisecondsEachAsync(host, Few);
        GC.Collect();
        return
        [
            new("durable: ms an instance, 1,000 in the state", $"{early:0.000}"),
            new("durable: ms an instance, on the way to 100,000", $"{overall:0.000}"),
            new("durable: ms an instance, 100,000 in the state", $"{late:0.000}", $"{early:0.000} × {Goal} (goal)", early * Goal / late, "≥ 1"),
            new("durable: managed MB with 100,000 instances in the state", $"{GC.GetTotalMemory(forceFullCollection: true) / 1e6:0}"),
            new("durable: resident MB at most", $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0}"),
            new("durable: kB of state an instance", $"{host.StateBytes / 1e3 / Many:0.0}"),
        ];
    }

    private static async Task<double> MillisecondsEachAsync(DurableHost host, int instances)
    {
        var times = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await host.RunSequencesAsync(instances);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / instances);
        }

        return times.Order().ElementAt(1);
    }
}
