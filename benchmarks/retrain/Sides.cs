using System.Diagnostics;
using System.Text.Json;

namespace MlFunctions.Retrain.Benchmarks;

/// <summary>Starts both sides as processes of their own.</summary>
internal static class Sides
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts the app.</summary>
    public static Process StartApp(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlFunctions.App.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The app did not start.");
    }

    /// <summary>Runs a command of the app to its end.</summary>
    /// <returns>What it printed, how long it took, and its peak memory.</returns>
    public static async Task<(JsonElement Output, double Seconds, double Megabytes)> RunAppAsync(params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = StartApp(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
            await Task.Delay(Interval);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? (JsonDocument.Parse(await output).RootElement, seconds, peak / 1048576.0)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>Runs a command of <c>peers.py</c>.</summary>
    public static async Task<JsonElement> RunPeerAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peers.py"), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("/usr/bin/python3 did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonDocument.Parse(output).RootElement
            : throw new InvalidOperationException($"peers.py {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
