using System.Diagnostics;
using System.Text.Json;

namespace MlFunctions.Learning.Benchmarks;

/// <summary>Runs a side in a process of its own and reads the JSON object that it prints.</summary>
internal static class Side
{
    /// <summary>The peers' side, <c>peers.py</c>.</summary>
    public static JsonElement Peers(params string[] arguments) =>
        Output("/usr/bin/python3", [System.IO.Path.Combine(AppContext.BaseDirectory, "peers.py"), .. arguments]);

    /// <summary>Our side, this program.</summary>
    public static JsonElement Ours(params string[] arguments) => Output(Environment.ProcessPath!, [Work.Argument, .. arguments]);

    private static JsonElement Output(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonDocument.Parse(output).RootElement
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
