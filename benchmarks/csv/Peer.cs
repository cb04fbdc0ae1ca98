using System.Diagnostics;
using System.Text.Json;

namespace MlFunctions.Csv.Benchmarks;

/// <summary>Runs the peer's side, <c>peers.py</c>, in its own process.</summary>
internal static class Peer
{
    public static JsonElement Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peers.py"), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("/usr/bin/python3 did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonDocument.Parse(output).RootElement
            : throw new InvalidOperationException($"peers.py {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
