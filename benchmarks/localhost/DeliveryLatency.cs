using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>From the end of a function with a Service Bus output to the begin of the function that its message starts, at a steady pace.</summary>
internal static class DeliveryLatency
{
    private const int PerSecond = 200;
    private const int Seconds = 10;
    private const double GoalMilliseconds = 3;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var latencies = new Latencies();
        await using var host = await FunctionsTestHost.StartAsync(TestedApp.Of(builder => builder.Services.AddSingleton(latencies), typeof(LatencyFunctions)));
        var rows = new List<Measurement>();
        foreach (var (path, trigger) in new[] { ("/api/SendOne", "single"), ("/api/SendMany", "batch") })
        {
            await SendAsync(host.Client, path, latencies, PerSecond);
            await SendAsync(host.Client, path, latencies, PerSecond * Seconds);
            var median = latencies.Milliseconds(0.5);
            rows.Add(new(
                $"messaging: ms from output to {trigger} trigger, {PerSecond} a second, p50 (p99)",
                $"{median:0.00} ({latencies.Milliseconds(0.99):0.00})",
                $"{GoalMilliseconds:0} (goal)",
                GoalMilliseconds / median,
                "≥ 1"));
        }

        return rows;
    }

    private static async Task SendAsync(HttpClient client, string path, Latencies latencies, int messages)
    {
        latencies.Clear();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var sends = new List<Task<HttpResponseMessage>>();
        for (var message = 0; message < messages; message++)
        {
            await pace.WaitForNextTickAsync();
            sends.Add(client.PostAsync(new Uri(path, UriKind.Relative), content: null));
        }

        foreach (var response in await Task.WhenAll(sends))
            response.EnsureSuccessStatusCode().Dispose();
        while (latencies.Count < messages)
            await Task.Delay(TimeSpan.FromMilliseconds(10));
    }
}
