using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Testing;

namespace MlFunctions.Emulator.Benchmarks;

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
        var (ours, theirs) = (new List<double>(), new List<double>());
        var function = new Uri(host.Client.BaseAddress!, "/api/answers/7");
        var endpoint = new Uri(plain.Urls.First() + "/api/answers/7");
        await RequestsPerSecondAsync(function, seconds: 2);
        await RequestsPerSecondAsync(endpoint, seconds: 2);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await RequestsPerSecondAsync(function, seconds: 3));
            theirs.Add(await RequestsPerSecondAsync(endpoint, seconds: 3));
        }

        var ratio = ours.Zip(theirs, (our, their) => our / their).Order().ElementAt(Rounds / 2);
        return [new("http: requests a second, function beside minimal API", $"{Median(ours):N0}", $"{Median(theirs):N0} (minimal API)", ratio, $"≥ {Goal}")];
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

    private static async Task<double> RequestsPerSecondAsync(Uri url, int seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{seconds}s", url.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var rate = Rate().Match(output);
        return rate.Success && !output.Contains("Non-2xx", StringComparison.Ordinal)
            ? double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"wrk on {url}: {output}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
