using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Data that cannot be learned from: the run says what is wrong and where, and the old model goes on serving.</summary>
public sealed class BadDataTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private const string Row = """{"product_code":"SKU001","orders_placed":112}""";

    [Theory]
    [InlineData("text-in-number.csv", "orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\nfew,SKU002,4\n", "line 2, column 'orders_placed'")]
    [InlineData("one-row.csv", "orders_placed,product_code,hours_to_dispatch\n1,SKU001,3\n", "1 rows")]
    public async Task AFileThatCannotBeUsed_FailsItsRunWithFileAndPlace(string file, string csv, string expected)
    {
        var run = await trained.Host.TrainAsync(csv, file);

        Assert.Equal("failed", run.GetProperty("status").GetString());
        var error = run.GetProperty("error").GetString()!;
        Assert.Contains(expected, error, StringComparison.Ordinal);
        await AssertOldModelServesAsync();
    }

    [Fact]
    public async Task AnUnusableFile_IsNamedInTheError()
    {
        var run = await trained.Host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n", "named.csv");

        Assert.Contains("raw/dispatch/named.csv", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SingleBadRows_AreQuarantinedAndCounted()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();

        var run = await host.TrainAsync(Table.CsvWithLine(7, "many,SKU001,3"));

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var warning = Assert.Single(run.GetProperty("result").GetProperty("warnings").EnumerateArray()).GetString();
        Assert.Contains("1 bad row", warning, StringComparison.Ordinal);
        Assert.Contains("line 7, column 'orders_placed'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreBadRowsThanTheDefinitionAccepts_FailTheRun()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["ingestion"] = new JsonObject { ["maxBadRows"] = 0 });

        var run = await host.TrainAsync(Table.CsvWithLine(7, "3,SKU999,3"));

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("1 of 1,000 rows", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("line 7", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private async Task AssertOldModelServesAsync()
    {
        var (status, answer) = await trained.Host.PostAsync("predict/dispatch", Row);
        Assert.Equal(200, status);
        Assert.Equal("dispatch:1", answer.GetProperty("model_version").GetString());
    }
}
