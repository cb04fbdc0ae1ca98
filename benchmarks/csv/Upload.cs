using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace MlFunctions.Csv.Benchmarks;

/// <summary>Streams gigabytes through <c>PUT datasets</c> of the app in a process of its own, and looks at the memory that it took.</summary>
internal static class Upload
{
    private const long Bytes = 5L << 30;

    /// <summary>What the app may take, all of it: as much as it starts with, twice.</summary>
    private const double AllowedMegabytes = 256;

    private static readonly Uri Pipeline = new("api/pipelines/big", UriKind.Relative);

    public static async Task<Measurement> MeasureAsync()
    {
        var state = Directory.CreateTempSubdirectory("upload-");
        var port = FreePort();
        using var app = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlFunctions.App.dll"), "--no-samples", "--state", state.FullName, "--port", $"{port}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = Timeout.InfiniteTimeSpan };
            await DefineAsync(client);
            var before = PeakMegabytes(app.Id);
            var start = Stopwatch.GetTimestamp();
            using var content = new Rows();
            using var answer = await client.PutAsync(new Uri("api/datasets/big/big.csv", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var peak = PeakMegabytes(app.Id);
            return new(
                $"{Bytes / 1e9:0.0} GB through PUT datasets, {Bytes / 1e6 / seconds:0} MB/s kept and hashed: peak memory of the app (of its start)",
                $"{peak:0} MB",
                $"{before:0} MB",
                before / peak,
                $"≤ {AllowedMegabytes:0} MB");
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync();
            state.Delete(recursive: true);
        }
    }

    private static async Task DefineAsync(HttpClient client)
    {
        var definition = new
        {
            name = "big",
            task = "regression",
            features = new[] { new { name = "a", type = "number" } },
            targets = new[] { new { name = "b" } },
            candidates = new[] { new { trainer = "decision-tree" } },
            metric = "r2",
            retrain = new { onData = false },
        };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var stored = await client.PutAsJsonAsync(Pipeline, definition);
                stored.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 300)
            {
                await Task.Delay(100);
            }
        }
    }

    private static double PeakMegabytes(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', '\t').First(part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture) / 1e3;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A table that is made as it is sent.</summary>
    private sealed class Rows : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("a,b\n"u8.ToArray());
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row * 7919 % 100_003 / 17.0:0.000000},{row}\n"))));
            for (var sent = 0L; sent < Bytes; sent += block.Length)
            {
                await stream.WriteAsync(block);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
