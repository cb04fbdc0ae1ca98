using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 11: what is to be scored is read as what is learned from, however it is written; and runs learn from it over the same ways.</summary>
public sealed class Case11ScoringTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("utf-8", "sep=;\nproduct_code;orders_placed\nSKU001;112\nSKU002;40\n")]
    [InlineData("utf-8", "\uFEFFsep=;\r\nproduct_code;orders_placed\r\nSKU001;112\r\nSKU002;40\r\n")]
    [InlineData("utf-16", "product_code;orders_placed\nSKU001;112\nSKU002;40\n")]
    [InlineData("utf-16BE", "product_code\torders_placed\nSKU001\t112\nSKU002\t40")]
    [InlineData("utf-8", "product_code, orders_placed\nSKU001, 112\n \"SKU002\" , 40\n")]
    [InlineData("utf-8", "'product_code'|'orders_placed'\n'SKU001'|112\n'SKU002'|40\n")]
    public async Task AFileOfRows_IsScoredHoweverItIsWritten(string name, string text)
    {
        var encoding = Encoding.GetEncoding(name);
        var expected = new List<string>();
        foreach (var row in new[] { """{"product_code":"SKU001","orders_placed":112}""", """{"product_code":"SKU002","orders_placed":40}""" })
        {
            expected.Add((await trained.Host.PostAsync("predict/dispatch", row)).Body.GetProperty("est_hours_to_dispatch").GetRawText());
        }

        using var body = new ByteArrayContent(name == "utf-8" ? Encoding.UTF8.GetBytes(text) : [.. encoding.Preamble, .. encoding.GetBytes(text)]);
        using var accepted = await trained.Host.Client.PostAsync(new Uri("/api/predict/dispatch/file", UriKind.Relative), body, Cancelled);
        var jobId = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("jobId").GetString()!;
        await trained.Host.Functions.WaitForOrchestrationAsync(jobId, Cancelled);

        var scores = (await trained.Host.Client.GetStringAsync(new Uri($"/api/predict/dispatch/batch/{jobId}/result", UriKind.Relative), Cancelled)).TrimEnd().Split('\n');
        Assert.Equal(expected.Select((value, row) => $"{row + 1},{value}"), scores.Skip(1).Select(line => string.Join(',', line.Split(',').Take(2))));
    }

    [Fact]
    public async Task ARun_LearnsFromASpreadsheetsFile_AsFromAnyOther()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var csv = "sep=;\r\n" + Table.Csv().Replace(',', ';').Replace('.', ',').Replace("\n", "\r\n", StringComparison.Ordinal);
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(csv)];
        await host.Functions.UploadBlobAsync("raw/dispatch/sheet.csv", bytes);

        var run = await host.EndedRunAsync("dispatch", 1);

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var model = await host.GetAsync("models/dispatch/1");
        var usual = await trained.Host.GetAsync("models/dispatch/1");
        Assert.Equal(usual.GetProperty("metrics").GetRawText(), model.GetProperty("metrics").GetRawText());
    }

    [Fact]
    public async Task BadRowsOfASpreadsheetsFile_AreShownAsText()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["ingestion"] = JsonSerializer.SerializeToNode(new { maxBadRows = 0.5 }));
        var csv = Table.CsvWithLine(7, "many,SKU001,3");
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(csv)];
        await host.Functions.UploadBlobAsync("raw/dispatch/sheet.csv", bytes);
        await host.EndedRunAsync("dispatch", 1);
        var batch = (await host.GetAsync("datasets/dispatch"))[0].GetProperty("batchId").GetString();

        var rows = await host.Client.GetStringAsync(new Uri($"/api/datasets/dispatch/{batch}/quarantine", UriKind.Relative), Cancelled);

        Assert.Contains("7,\"orders_placed\",", rows, StringComparison.Ordinal);
        Assert.Contains("\"many,SKU001,3\"", rows, StringComparison.Ordinal);
    }
}
