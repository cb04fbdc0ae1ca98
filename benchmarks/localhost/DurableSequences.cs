using System.Diagnostics;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>A thousand orchestrations of five activities, one after the other.</summary>
internal static class DurableSequences
{
    private const int Instances = 1_000;
    private const double Goal = 1_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using var host = new DurableHost();
        await host.RunSequencesAsync(200);
        var rates = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await host.RunSequencesAsync(Instances);
            rates.Add(Instances / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var median = rates.Order().ElementAt(2);
        return [new("durable: five-activity sequences a second, 1,000 instances", $"{median:N0}", $"{Goal:N0} (goal)", median / Goal, "≥ 1")];
    }
}
