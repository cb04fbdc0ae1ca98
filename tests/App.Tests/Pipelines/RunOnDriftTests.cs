using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Pipelines;

/// <summary>Runs that drift asks for.</summary>
[Trait("Acceptance", "38")]
public sealed class RunOnDriftTests
{
    [Fact]
    public async Task DriftOfData_AsksForOneRun_AndNoDriftForNone()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["retrain"] = new JsonObject { ["onData"] = false, ["onDrift"] = true };
            definition["gates"] = new JsonObject();
        });

        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await host.EventsAsync("features-generated", 1);
        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Table.Csv(seed: 21));
        await host.EventsAsync("features-generated", 2);
        Assert.Empty(await host.RunsAsync());

        // Ten times as many orders as in the weeks before.
        await host.Functions.UploadBlobAsync("raw/dispatch/week-3.csv", Shifted(Table.Csv(seed: 22)));
        var run = await host.EndedRunAsync("dispatch", runs: 1);

        Assert.Equal("drift", run.GetProperty("requests")[0].GetProperty("trigger").GetString());
        Assert.Contains("orders_placed", run.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("week-3-", run.GetProperty("progress").GetProperty("batchId").GetString(), StringComparison.Ordinal);
        Assert.Single(await host.RunsAsync());
    }

    [Fact]
    public async Task DriftOfWhatIsServed_AsksForARun_WhichSaysWhereNothingIsNew()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["retrain"] = new JsonObject { ["onDrift"] = true });
        await host.TrainAsync(Table.Csv());

        const string Drift = """
            {"id":"drift-1","type":"drift-detected","pipeline":"dispatch","correlationId":"dispatch:1","at":"2026-01-01T00:00:00Z",
             "subject":"dispatch:1 orders_placed (alarm 1)","detail":"orders_placed 0.40"}
            """;
        await host.Functions.SendMessageAsync("pipeline-events", Drift);
        await host.Functions.SendMessageAsync("pipeline-events", Drift);
        var run = await host.EndedRunAsync("dispatch", runs: 2);

        Assert.Equal("drift of dispatch:1 orders_placed (alarm 1): orders_placed 0.40", run.GetProperty("reason").GetString());
        Assert.Equal("nothing-new", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(2, (await host.AllEndedAsync()).Count);
    }

    private static string Shifted(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var place = Array.IndexOf(lines[0].Split(','), "orders_placed");
        return string.Join('\n', lines.Select((line, i) =>
        {
            var cells = line.Split(',');
            cells[place] = i == 0 ? cells[place] : $"{cells[place]}0";
            return string.Join(',', cells);
        }));
    }
}
