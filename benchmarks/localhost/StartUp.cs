using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>How long a test waits for its host, from the second one of a process on.</summary>
internal static class StartUp
{
    private const int Rounds = 11;
    private const double GoalMilliseconds = 200;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await OnceAsync();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            times.Add(await OnceAsync());
        }

        var median = times.Order().ElementAt(Rounds / 2);
        return [new("test host: milliseconds to start, after the first", $"{median:N0}", $"{GoalMilliseconds:N0} (goal)", GoalMilliseconds / median, "≥ 1")];
    }

    private static async Task<double> OnceAsync()
    {
        var start = Stopwatch.GetTimestamp();
        await using var host = await FunctionsTestHost.StartAsync(TestedApp.Of(builder => builder.Services.AddSingleton<Answers>(), typeof(HttpFunctions)));
        using var answer = await host.Client.GetAsync(new Uri("/api/answers/7", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
