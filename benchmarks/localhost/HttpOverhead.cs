using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>An HTTP function beside the same endpoint as a plain minimal API, under wrk, in turns.</summary>
internal static partial class HttpOverhead
{
    private const int Rounds = 5;
    private const double Goal = 0.8;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using var host = await FunctionsTestHost.StartAsync(TestedApp.Of(
            builder => builder.Services.AddSingleton<Answers>(),
            typeof(HttpFunctions)));
        await using var plain = await StartPlainAsync();
        var (ours, theirs) = (new List<Load>(), new List<Load>());
        var function = new Uri(host.Client.BaseAddress!, "/api/answers/7");
        var endpoint = new Uri(plain.Urls.First() + "/api/answers/7");
        await MeasureAsync(function, seconds: 2);
        await MeasureAsync(endpoint, seconds: 2);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await MeasureAsync(function, seconds: 3));
            theirs.Add(await MeasureAsync(endpoint, seconds: 3));
        }

        return
        [
            new(
                "http: requests a second, function beside minimal API",
                $"{Median(ours.Select(load => load.PerSecond)):N0}",
                $"{Median(theirs.Select(load => load.PerSecond)):N0} (minimal API)",
                Median(ours.Zip(theirs, (our, their) => our.PerSecond / their.PerSecond)),
                $"≥ {Goal}"),
            new(
                "http: processor µs a request, function beside minimal API",
                $"{Median(ours.Select(load => load.ProcessorMicroseconds)):0.0}",
                $"{Median(theirs.Select(load => load.ProcessorMicroseconds)):0.0} (minimal API)",
                Median(ours.Zip(theirs, (our, their) => their.ProcessorMicroseconds / our.ProcessorMicroseconds))),
        ];
    }

    private static async Task<WebApplication> StartPlainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Answers>();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/api/answers/{id:int}", (int id, Answers answers) => Results.Json(answers.Of(id)));
        await app.StartAsync();
        return app;
    }

    private static async Task<Load> MeasureAsync(Uri url, int seconds)
    {
        using var server = Process.GetCurrentProcess();
        var before = server.TotalProcessorTime;
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{seconds}s", url.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        server.Refresh();
        var (rate, requests) = (Rate().Match(output), Requests().Match(output));
        return rate.Success && requests.Success && !output.Contains("Non-2xx", StringComparison.Ordinal)
            ? new Load(Number(rate), (server.TotalProcessorTime - before).TotalMicroseconds / Number(requests))
            : throw new InvalidDataException($"wrk on {url}: {output}");
    }

    private static double Number(Match match) => double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<number>\d+) requests in", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Requests();

    /// <summary>What the server did under load.</summary>
    /// <param name="PerSecond">Requests a second.</param>
    /// <param name="ProcessorMicroseconds">The server's processor time a request.</param>
    private sealed record Load(double PerSecond, double ProcessorMicroseconds);
}
