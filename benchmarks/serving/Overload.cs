using System.Diagnostics;

namespace MlFunctions.Serving.Benchmarks;

/// <summary>
/// More than can be answered: a thousand rows a request, over so many connections that at least five times as much is asked for as is
/// answered. What is refused comes again at once, so the pressure never eases.
/// </summary>
internal static class Overload
{
    private const int Connections = 1024;
    private const int CapacitySeconds = 5;
    private const int RecoverySeconds = 2;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Server server, int seconds)
    {
        await Load.RunAsync(server.Predict, "table.lua", CapacitySeconds);
        var capacity = await Load.RunAsync(server.Predict, "table.lua", CapacitySeconds);
        var before = server.ResidentMegabytes;

        var overload = Load.RunAsync(server.Predict, "table.lua", seconds, Connections);
        var peak = before;
        while (await Task.WhenAny(overload, Task.Delay(TimeSpan.FromMilliseconds(200))) != overload)
        {
            peak = Math.Max(peak, server.ResidentMegabytes);
        }

        var load = await overload;
        var sinceOverload = Stopwatch.StartNew();
        var after = await Load.RunAsync(server.Predict, "table.lua", RecoverySeconds);
        var recovered = sinceOverload.Elapsed;
        return
        [
            new($"overload: asked for, times capacity, {seconds} s", $"{load.Requests / load.Seconds / capacity.Rate:0.0}", $"{capacity.Rate:N0} a second", Goal: "≥ 5"),
            new("overload: answered with 200, a second (capacity)", $"{load.Rate:N0}", $"{capacity.Rate:N0}", load.Rate / capacity.Rate),
            new("overload: refused with 429", $"{load.TooMany:N0} of {load.Requests:N0}"),
            new("overload: failed in another way", $"{load.Failed:N0}", Goal: "0"),
            new("overload: resident MB at most (before)", $"{peak:N0}", $"{before:N0}"),
            new($"overload: requests a second within {recovered.TotalSeconds:0.0} s after it (capacity)", $"{after.Rate:N0}", $"{capacity.Rate:N0}", after.Rate / capacity.Rate, "≥ 0.9 within 5 s"),
        ];
    }
}
