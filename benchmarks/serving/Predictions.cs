namespace MlFunctions.Serving.Benchmarks;

/// <summary>One row a request over 32 connections, each row another.</summary>
internal static class Predictions
{
    private const int Rounds = 3;

    // Where a tenth is to be told from noise, which is as much from one round to the next.
    private const int FineRounds = 9;

    // As many as are answered without waiting for each other: more only queue up before the processors that wrk has a share of.
    private const int BudgetConnections = 4;

    /// <summary>Beside the peer, in turns; medians of the rounds.</summary>
    public static async Task<IReadOnlyList<Measurement>> BesidePeerAsync(Server server, int seconds)
    {
        await using var peer = await Server.StartPeerAsync();
        await Load.RunAsync(peer.Predict, "row.lua", seconds);
        var (ours, theirs, budget) = (new List<Load>(), new List<Load>(), new List<Load>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await Load.RunAsync(server.Predict, "row.lua", seconds));
            theirs.Add(await Load.RunAsync(peer.Predict, "row.lua", seconds));
            budget.Add(await Load.RunAsync(server.Predict, "row.lua", seconds, BudgetConnections));
        }

        var (rate, peerRate) = (Median(ours, load => load.Rate), Median(theirs, load => load.Rate));
        var (p99, peerP99) = (Median(ours, load => load.P99), Median(theirs, load => load.P99));
        return
        [
            new("predict: requests a second, 32 connections (FastAPI, a worker a core)", $"{rate:N0}", $"{peerRate:N0}", rate / peerRate, "≥ 10"),
            new("predict: p99, ms", $"{p99:0.00}", $"{peerP99:0.00}", peerP99 / p99, "≥ 5"),
            new("predict: p50 / p95 / p99 at that load, ms", Times(ours), Times(theirs)),
            new($"predict: p50 / p95 / p99 with {BudgetConnections} connections, {Median(budget, load => load.Rate):N0} requests a second, ms", Times(budget), Goal: "≤ 1 / 2.5 / 5"),
            new("predict: requests that failed", $"{ours.Sum(load => load.Failed):N0}", $"{theirs.Sum(load => load.Failed):N0}", Goal: "0"),
        ];
    }

    /// <summary>While another version becomes the champion every second.</summary>
    public static async Task<IReadOnlyList<Measurement>> UnderSwapsAsync(Server server, int seconds)
    {
        var (calm, swapped) = (new List<Load>(), new List<Load>());
        var swaps = 0;
        for (var round = 0; round < Rounds; round++)
        {
            calm.Add(await Load.RunAsync(server.Predict, "row.lua", seconds));
            var load = Load.RunAsync(server.Predict, "row.lua", seconds);
            while (await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(1))) != load)
            {
                await server.DirectAsync((swaps++ % 2) + 1);
            }

            swapped.Add(await load);
        }

        var (p99, calmP99) = (Median(swapped, load => load.P99), Median(calm, load => load.P99));
        return
        [
            new($"swap: p99 with {swaps} swaps, one a second, ms (without)", $"{p99:0.00}", $"{calmP99:0.00}", calmP99 / p99, "≥ 0.5"),
            new("swap: requests that failed", $"{swapped.Sum(load => load.Failed):N0} of {swapped.Sum(load => load.Requests):N0}", Goal: "0"),
        ];
    }

    /// <summary>With two shadows that score every request too.</summary>
    public static async Task<IReadOnlyList<Measurement>> WithShadowsAsync(Server server, int seconds)
    {
        var (alone, shadowed) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < FineRounds; round++)
        {
            await server.DirectAsync(3);
            alone.Add(await Load.RunAsync(server.Predict, "row.lua", seconds / 2));
            await server.DirectAsync(3, 1, 2);
            shadowed.Add(await Load.RunAsync(server.Predict, "row.lua", seconds / 2));
        }

        await server.DirectAsync(3);
        var (answered, scored) = (shadowed.Sum(load => load.Ok), await server.ShadowedRowsAsync());
        var (p99, aloneP99) = (Median(shadowed, load => load.P99), Median(alone, load => load.P99));
        return
        [
            new("shadows: p99 with two of them, ms (without)", $"{p99:0.00}", $"{aloneP99:0.00}", aloneP99 / p99, "≥ 0.91"),
            new("shadows: requests a second with two of them (without)", $"{Median(shadowed, load => load.Rate):N0}", $"{Median(alone, load => load.Rate):N0}", Median(shadowed, load => load.Rate) / Median(alone, load => load.Rate)),
            new("shadows: rows that the two have scored (answered meanwhile)", $"{scored:N0}", $"{answered:N0}", scored / answered, "≥ 2"),
        ];
    }

    private static string Times(List<Load> loads) => $"{Median(loads, load => load.P50):0.00} / {Median(loads, load => load.P95):0.00} / {Median(loads, load => load.P99):0.00}";

    private static double Median(List<Load> loads, Func<Load, double> figure) => loads.Select(figure).Order().ElementAt(loads.Count / 2);
}
