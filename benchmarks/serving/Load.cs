using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlFunctions.Serving.Benchmarks;

/// <summary>What wrk saw. Times are milliseconds.</summary>
internal sealed partial record Load(double Requests, double Seconds, double P50, double P95, double P99, double Broken, double Ok, double TooMany)
{
    /// <summary>Requests answered with 200, a second.</summary>
    public double Rate => Ok / Seconds;

    /// <summary>Requests that failed in another way than by being refused with 429.</summary>
    public double Failed => Requests - Ok - TooMany + Broken;

    /// <summary>Sends requests as fast as they are answered.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="script">What: a Lua script of this folder.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="connections">Over how many connections at once.</param>
    /// <param name="body">The file with the body of each request, for scripts that send one.</param>
    public static async Task<Load> RunAsync(string url, string script, int seconds, int connections = 32, string? body = null)
    {
        string[] arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, url];
        var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["BODY"] = body;
        using var wrk = Process.Start(start)
            ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(text => text.StartsWith("RESULT", StringComparison.Ordinal))
            ?? throw new InvalidDataException($"wrk on {url}: {output}");
        var figures = Figure().Matches(line).ToDictionary(m => m.Groups["name"].Value, m => double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return new Load(figures["requests"], figures["seconds"], figures["p50"], figures["p95"], figures["p99"], figures["broken"], figures["s200"], figures["s429"]);
    }

    [GeneratedRegex(@"(?<name>\w+)=(?<value>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figure();
}
