using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Preparation;

/// <summary>What is said of every batch, and to whom: reports, bad rows, drift.</summary>
public sealed class BatchConditionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "18")]
    public async Task ABatch_ShowsItsConditionAndTheBadRowsAsTheyCame()
    {
        await using var host = await StartAsync();
        await host.TrainAsync(Table.CsvWithLine(7, "many,\"SKU\"\"001\",3"));

        var batch = await OnlyBatchAsync(host);
        var dataset = await host.GetAsync($"datasets/dispatch/{batch}");

        Assert.Equal("week-1.csv", dataset.GetProperty("batch").GetProperty("file").GetString());
        var report = dataset.GetProperty("report");
        Assert.Equal(999, report.GetProperty("rows").GetInt32());
        Assert.Equal(1, report.GetProperty("badRows").GetInt32());
        var orders = report.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == "orders_placed");
        Assert.Equal(1, orders.GetProperty("badRows").GetInt32());
        Assert.True(orders.GetProperty("numbers").TryGetProperty("skew", out _) && orders.GetProperty("numbers").TryGetProperty("outliers", out _));
        Assert.Equal(1, dataset.GetProperty("prepared").GetProperty("quarantined").GetInt32());

        var quarantine = await host.Client.GetStringAsync(new Uri($"/api/datasets/dispatch/{batch}/quarantine", UriKind.Relative), Cancelled);
        Assert.Equal("line,column,reason,row\n7,\"orders_placed\",\"'many' is not a number\",\"many,\"\"SKU\"\"\"\"001\"\",3\"\n", quarantine);
    }

    [Fact]
    public async Task ABatchOfBadRows_IsRefusedAndShowsThem()
    {
        await using var host = await StartAsync();
        var run = await host.TrainAsync(Table.Csv().Replace("SKU002", "SKU999", StringComparison.Ordinal));

        var batch = await OnlyBatchAsync(host);
        var dataset = await host.GetAsync($"datasets/dispatch/{batch}");
        var quarantine = await host.Client.GetStringAsync(new Uri($"/api/datasets/dispatch/{batch}/quarantine", UriKind.Relative), Cancelled);

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Equal(run.GetProperty("error").GetString(), dataset.GetProperty("prepared").GetProperty("refusal").GetString());

        // No more than the report describes, since none of a refused file is used.
        Assert.Equal(100, dataset.GetProperty("prepared").GetProperty("quarantined").GetInt32());
        Assert.Equal(101, quarantine.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task AFileThatCannotBeRead_SaysWhyInItsDataset()
    {
        await using var host = await StartAsync();
        await host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n");

        var dataset = await host.GetAsync($"datasets/dispatch/{await OnlyBatchAsync(host)}");

        Assert.Contains("orders_placed", dataset.GetProperty("prepared").GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (HttpStatusCode)await host.GetStatusAsync($"datasets/dispatch/{await OnlyBatchAsync(host)}/quarantine"));
        Assert.Equal(HttpStatusCode.NotFound, (HttpStatusCode)await host.GetStatusAsync("datasets/dispatch/nothing"));
    }

    [Fact]
    [Trait("Acceptance", "75")]
    public async Task AShiftIsTold_AndNoShiftIsNot()
    {
        await using var host = await StartAsync();
        await host.TrainAsync(Table.Csv(seed: 1));
        await host.TrainAsync(Table.Csv(seed: 2), "week-2.csv");
        var run = await host.TrainAsync(Shifted(Table.Csv(seed: 3)), "week-3.csv");

        var happened = Assert.Single(await host.EventsAsync("drift-detected", 1));

        var shifted = await host.GetAsync($"datasets/dispatch/{happened.GetProperty("subject").GetString()}");
        Assert.Equal("week-3.csv", shifted.GetProperty("batch").GetProperty("file").GetString());
        Assert.StartsWith("week-2-", shifted.GetProperty("report").GetProperty("comparedWith").GetString(), StringComparison.Ordinal);
        Assert.Contains("orders_placed", shifted.GetProperty("prepared").GetProperty("drifted").EnumerateArray().Select(column => column.GetProperty("column").GetString()));
        Assert.StartsWith("orders_placed ", happened.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            run.GetProperty("result").GetProperty("warnings").EnumerateArray(),
            warning => warning.GetString()!.Contains("is not like the batch before it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AHigherThreshold_LetsAShiftPass()
    {
        await using var host = await StartAsync(definition => definition["ingestion"] = new JsonObject { ["driftThreshold"] = 50 });
        await host.TrainAsync(Table.Csv(seed: 1));
        await host.TrainAsync(Shifted(Table.Csv(seed: 3)), "week-2.csv");

        var batches = await host.GetAsync("datasets/dispatch");
        var newest = await host.GetAsync($"datasets/dispatch/{batches[0].GetProperty("batchId").GetString()}");

        Assert.Equal("week-2.csv", newest.GetProperty("batch").GetProperty("file").GetString());
        Assert.Equal(0, newest.GetProperty("prepared").GetProperty("drifted").GetArrayLength());
    }

    [Fact]
    public async Task WhereNewDataStartsNoRun_DriftIsToldAllTheSame()
    {
        await using var host = await StartAsync(definition => definition["retrain"] = new JsonObject { ["onData"] = false, ["onDrift"] = true });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv(seed: 1));
        await host.EventsAsync("features-generated", 1);

        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Shifted(Table.Csv(seed: 2)));

        var happened = Assert.Single(await host.EventsAsync("drift-detected", 1));
        Assert.StartsWith("week-2-", happened.GetProperty("subject").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABatchThatNoRunWorkedFrom_IsReportedOnByTheNext()
    {
        await using var host = await StartAsync(definition => definition["retrain"] = new JsonObject { ["onData"] = false });
        foreach (var (file, csv) in new[] { ("a.csv", Table.Csv(seed: 1)), ("b.csv", "orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n"), ("c.csv", Table.Csv(seed: 2)) })
        {
            using var content = new StringContent(csv);
            using var answer = await host.Client.PutAsync(new Uri($"/api/datasets/dispatch/{file}", UriKind.Relative), content, Cancelled);
            answer.EnsureSuccessStatusCode();
        }

        await host.PostAsync("pipelines/dispatch/runs", "");
        await host.EndedRunAsync("dispatch", 1);

        var batches = (await host.GetAsync("datasets/dispatch")).EnumerateArray().Select(batch => batch.GetProperty("batchId").GetString()!).ToArray();
        var datasets = new List<JsonElement>();
        foreach (var batch in batches)
        {
            datasets.Add(await host.GetAsync($"datasets/dispatch/{batch}"));
        }

        Assert.Equal(["c.csv", "b.csv", "a.csv"], datasets.Select(dataset => dataset.GetProperty("batch").GetProperty("file").GetString()));
        Assert.Equal(batches[2], datasets[0].GetProperty("report").GetProperty("comparedWith").GetString());
        Assert.NotNull(datasets[1].GetProperty("prepared").GetProperty("refusal").GetString());
        Assert.Equal(1000, datasets[2].GetProperty("report").GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task Batches_ComeAPageAtATime()
    {
        await using var host = await StartAsync(definition => definition["retrain"] = new JsonObject { ["onData"] = false });
        for (var i = 0; i < 5; i++)
        {
            using var content = new StringContent($"orders_placed,product_code,hours_to_dispatch\n{i},SKU001,3\n");
            using var answer = await host.Client.PutAsync(new Uri($"/api/datasets/dispatch/{i}.csv", UriKind.Relative), content, Cancelled);
            answer.EnsureSuccessStatusCode();
        }

        var files = new List<string?>();
        var pages = 0;
        for (var next = "/api/datasets/dispatch?limit=2"; next is not null; pages++)
        {
            using var answer = await host.Client.GetAsync(new Uri(next, UriKind.Relative), Cancelled);
            var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement;
            files.AddRange(page.EnumerateArray().Select(batch => batch.GetProperty("file").GetString()));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(["4.csv", "3.csv", "2.csv", "1.csv", "0.csv"], files);
        Assert.Equal(3, pages);
        Assert.Equal(422, await host.GetStatusAsync("datasets/dispatch?limit=0"));
    }

    private static async Task<PipelineHost> StartAsync(Action<JsonObject>? change = null)
    {
        var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["gates"] = new JsonObject();
            change?.Invoke(definition);
        });
        return host;
    }

    private static async Task<string> OnlyBatchAsync(PipelineHost host) =>
        Assert.Single((await host.GetAsync("datasets/dispatch")).EnumerateArray()).GetProperty("batchId").GetString()!;

    /// <summary>The table with half as many orders again in every row.</summary>
    private static string Shifted(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var place = Array.IndexOf(lines[0].TrimEnd().Split(','), "orders_placed");
        return string.Join('\n', lines.Select((line, row) =>
        {
            var cells = line.Split(',');
            cells[place] = row == 0 ? cells[place] : (1.5 * double.Parse(cells[place], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
            return string.Join(',', cells);
        }));
    }
}
