using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Segregation;

/// <summary>Pipelines of few rows, whose models are tried on rows kept for that.</summary>
public sealed class SmallDataTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FewRows_AllTrain_AndAreTriedOnTheHoldoutOfTheDefinition()
    {
        await using var host = await StartAsync();
        Assert.Equal(201, await PutHoldoutAsync(host, Elsewhere(Table.Csv(rows: 300, seed: 9))));

        var run = await host.TrainAsync(Table.Csv(rows: 150));

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var (training, holdout) = await SplitAsync(host);
        Assert.Equal(300, holdout.Length);
        Assert.Equal(Enumerable.Range(150, 300), holdout);
        Assert.Equal(Enumerable.Range(0, 150), training);
        Assert.Contains("models are tried on holdout/dispatch/held.csv", Warnings(run), StringComparison.Ordinal);
        Assert.Equal(300, (await host.GetAsync("models/dispatch/1")).GetProperty("lineage").GetProperty("holdoutRows").GetInt32());
    }

    [Fact]
    public async Task RowsThatAreInTheHoldout_NeverTrain()
    {
        await using var host = await StartAsync();
        var lines = Table.Csv(rows: 150).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // The first fifty rows that come are those of the holdout, with other outcomes: what they are of is known all the same.
        var known = lines[1..51].Select(line => WithOutcome(lines[0], line, "1"));
        await PutHoldoutAsync(host, string.Join('\n', known.Prepend(lines[0])));

        await host.TrainAsync(string.Join('\n', lines));

        var (training, _) = await SplitAsync(host);
        Assert.DoesNotContain(training, row => row < 50);

        // And any other row of as many orders of the same product.
        var orders = lines[1..].Select(line => Inputs(lines[0], line)).ToArray();
        Assert.Equal(Enumerable.Range(0, 150).Where(row => !orders.Take(50).Contains(orders[row])), training);
    }

    [Fact]
    [Trait("Acceptance", "33")]
    public async Task TheSegregationService_DividesFewRowsAsARunDoes()
    {
        await using var host = await StartAsync();
        await PutHoldoutAsync(host, Elsewhere(Table.Csv(rows: 300, seed: 9)));
        var run = await host.TrainAsync(Table.Csv(rows: 150));
        var (training, holdout) = await SplitAsync(host);

        var (status, split) = await host.PostAsync($"datasets/dispatch/{run.GetProperty("progress").GetProperty("batchId").GetString()}/split", """{"labels": true}""");

        Assert.Equal(200, status);
        Assert.Equal(training, Rows(split, "training"));
        Assert.Equal(holdout, Rows(split, "holdout"));
        Assert.Equal(300, split.GetProperty("holdoutLabels").GetProperty("hours_to_dispatch").GetArrayLength());
        Assert.Contains("models are tried on holdout/dispatch/held.csv", split.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnoughRows_HaveAHoldoutOfTheirOwn()
    {
        await using var host = await StartAsync();
        await PutHoldoutAsync(host, Table.Csv(rows: 300, seed: 9));

        await host.TrainAsync(Table.Csv(rows: 1000));

        var (training, holdout) = await SplitAsync(host);
        Assert.Equal(1000, training.Length + holdout.Length);
    }

    [Fact]
    public async Task AHoldoutThatIsMissing_FailsTheRunAndSaysHowToPutIt()
    {
        await using var host = await StartAsync();

        var run = await host.TrainAsync(Table.Csv(rows: 150));

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("PUT holdouts/dispatch/held.csv", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHoldout_IsNeverOverwritten_AndStartsNoRun()
    {
        await using var host = await StartAsync();

        Assert.Equal(201, await PutHoldoutAsync(host, Table.Csv(rows: 300, seed: 9)));
        Assert.Equal(409, await PutHoldoutAsync(host, Table.Csv(rows: 300, seed: 10)));

        Assert.Empty(await host.RunsAsync());
        Assert.Equal(0, (await host.GetAsync("datasets/dispatch")).GetArrayLength());
    }

    private static async Task<PipelineHost> StartAsync()
    {
        var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["split"]!["smallData"] = new JsonObject { ["below"] = 200, ["holdout"] = "held.csv" };
            definition["gates"] = new JsonObject();
        });
        return host;
    }

    private static async Task<int> PutHoldoutAsync(PipelineHost host, string csv)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        using var answer = await host.Client.PutAsync(new Uri("/api/holdouts/dispatch/held.csv", UriKind.Relative), body, Cancelled);
        return (int)answer.StatusCode;
    }

    // The same table with half an order more in every row, so that none is like one that comes.
    private static string Elsewhere(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var place = Array.IndexOf(lines[0].Split(','), "orders_placed");
        return string.Join('\n', lines.Select((line, i) => i == 0 ? line : string.Join(',', line.Split(',').Select((cell, c) => c == place ? $"{cell}.5" : cell))));
    }

    private static string WithOutcome(string header, string line, string outcome)
    {
        var cells = line.Split(',');
        cells[Array.IndexOf(header.Split(','), "hours_to_dispatch")] = outcome;
        return string.Join(',', cells);
    }

    private static string Inputs(string header, string line)
    {
        var names = header.Split(',');
        var cells = line.Split(',');
        return $"{cells[Array.IndexOf(names, "orders_placed")]} {cells[Array.IndexOf(names, "product_code")]}";
    }

    private static async Task<(int[] Training, int[] Holdout)> SplitAsync(PipelineHost host)
    {
        var path = Assert.Single(await host.Functions.ListBlobsAsync("features/dispatch"), path => path.EndsWith("/split.json", StringComparison.Ordinal));
        var split = JsonDocument.Parse((await host.Functions.DownloadBlobAsync(path))!).RootElement;
        return (Rows(split, "training"), Rows(split, "holdout"));
    }

    private static int[] Rows(JsonElement split, string side) => [.. split.GetProperty(side).EnumerateArray().Select(row => row.GetInt32())];

    private static string Warnings(JsonElement run) => string.Join('\n', run.GetProperty("result").GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
}
