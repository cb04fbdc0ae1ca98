using System.Diagnostics;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>One orchestration that calls ten thousand activities at once.</summary>
internal static class DurableFanOut
{
    private const int Activities = 10_000;
    private const double Goal = 1_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using var host = new DurableHost();
        await OnceAsync(host, 500);
        var rates = new List<double>();
        for (var i = 0; i < 3; i++)
            rates.Add(Activities / await OnceAsync(host, Activities));
        var median = rates.Order().ElementAt(1);
        return [new("durable: activities a second, fan-out of 10,000", $"{median:N0}", $"{Goal:N0} (goal)", median / Goal, "≥ 1")];
    }

    private static async Task<double> OnceAsync(DurableHost host, int activities)
    {
        var start = Stopwatch.GetTimestamp();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", activities);
        var ended = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return ended.ReadOutputAs<int>() == activities * (activities + 1) / 2
            ? seconds
            : throw new InvalidDataException($"the fan-out returned {ended.SerializedOutput} ({ended.FailureDetails})");
    }
}
