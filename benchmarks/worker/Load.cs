using System.Diagnostics;
using System.Text;
using MlFunctions.Conformance;

namespace MlFunctions.Worker.Benchmarks;

/// <summary>One request, sent over and over by clients that each wait for their answer.</summary>
internal sealed class Load(ConformanceHost host, string route, string body) : IDisposable
{
    private const int Clients = 32;

    private readonly HttpClient _client = new() { BaseAddress = host.Address };

    /// <summary>Sends for a while.</summary>
    /// <returns>Requests a second, and the processor time that the worker used for one.</returns>
    public async Task<(double Rate, TimeSpan Processor)> RunAsync(TimeSpan duration)
    {
        var before = host.WorkerProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(began) < duration; count++)
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await _client.PostAsync(new Uri(route, UriKind.Relative), content);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }

            return count;
        }));
        return (counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds, (host.WorkerProcessorTime - before) / counts.Sum());
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
