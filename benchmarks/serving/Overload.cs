using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MlFunctions.Serving.Benchmarks;

/// <summary>
/// More than can be answered: ten thousand rows a request, compressed, so that asking costs little beside answering, over so many
/// connections that at least five times as much is asked for as can be answered. What is refused comes again at once.
/// </summary>
internal static class Overload
{
    private const string Script = "packed.lua";
    private const int Rows = 10_000;
    private const int DistinctRows = 100;
    private const int Connections = 1024;
    private const int CapacitySeconds = 5;
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Server server, int seconds)
    {
        var body = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(body, Body());
            await Load.RunAsync(server.Predict, Script, CapacitySeconds, body: body);
            var capacity = await Load.RunAsync(server.Predict, Script, CapacitySeconds, body: body);
            var before = server.ResidentMegabytes;

            var overload = Load.RunAsync(server.Predict, Script, seconds, Connections, body);
            var peak = before;
            while (await Task.WhenAny(overload, Task.Delay(TimeSpan.FromMilliseconds(200))) != overload)
            {
                peak = Math.Max(peak, server.ResidentMegabytes);
            }

            var load = await overload;
            var (after, recovered) = await RecoverAsync(server, body, capacity.Rate);
            return
            [
                new($"overload: asked for, times capacity, {seconds} s", $"{load.Requests / load.Seconds / capacity.Rate:0.0}", $"{capacity.Rate:N0} a second", Goal: "≥ 5"),
                new("overload: answered with 200, a second (capacity)", $"{load.Rate:N0}", $"{capacity.Rate:N0}", load.Rate / capacity.Rate),
                new("overload: refused with 429", $"{load.TooMany:N0} of {load.Requests:N0}"),
                new("overload: failed in another way", $"{load.Failed:N0}", Goal: "0"),
                new("overload: resident MB at most (before)", $"{peak:N0}", $"{before:N0}"),
                new($"overload: requests a second, {recovered.TotalSeconds:0.0} s after it (capacity)", $"{after.Rate:N0}", $"{capacity.Rate:N0}", after.Rate / capacity.Rate, "≥ 0.9 within 5 s"),
            ];
        }
        finally
        {
            File.Delete(body);
        }
    }

    // A second of the usual load at a time, until it is answered as before.
    private static async Task<(Load Load, TimeSpan After)> RecoverAsync(Server server, string body, double capacity)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var load = await Load.RunAsync(server.Predict, Script, seconds: 1, body: body);
            if (load.Rate >= 0.9 * capacity || since.Elapsed > RecoveryLimit)
            {
                return (load, since.Elapsed);
            }
        }
    }

    private static byte[] Body()
    {
        var random = new Random(1);
        string[] distinct = [.. Enumerable.Range(0, DistinctRows).Select(_ => string.Create(CultureInfo.InvariantCulture, $"[{random.NextDouble() * 500:0.00},\"SKU00{random.Next(1, 6)}\"]"))];
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"{{\"features\":[{string.Join(',', Enumerable.Range(0, Rows).Select(row => distinct[row % DistinctRows]))}]}}"));
        }

        return packed.ToArray();
    }
}
