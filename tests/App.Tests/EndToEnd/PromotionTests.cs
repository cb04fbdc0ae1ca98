namespace MlFunctions.Tests.EndToEnd;

/// <summary>Going back to an earlier model and forward again.</summary>
public sealed class PromotionTests
{
    private const string Row = """{"product_code":"SKU001","orders_placed":112}""";

    [Fact]
    [Trait("Acceptance", "58")]
    public async Task RollbackAndPromote_ChangeWhoAnswersAtOnce_AndAreInTheHistory()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        Assert.Equal(404, (await host.PostAsync("models/dispatch/rollback", "")).Status);
        await host.TrainAsync(Table.Csv());
        await host.TrainAsync(Table.Csv(), "the-same-again.csv");

        var (rolledBack, registry) = await host.PostAsync("models/dispatch/rollback", "");
        Assert.Equal(200, rolledBack);
        Assert.Equal(1, registry.GetProperty("champion").GetInt32());
        Assert.Equal("dispatch:1", await AnsweringAsync(host));

        Assert.Equal(200, (await host.PostAsync("models/dispatch/2/promote", "")).Status);
        Assert.Equal("dispatch:2", await AnsweringAsync(host));

        Assert.Equal(404, (await host.PostAsync("models/dispatch/3/promote", "")).Status);
        var history = (await host.ModelsAsync()).GetProperty("history").EnumerateArray();
        Assert.Equal([1, 2, 1, 2], history.Select(change => change.GetProperty("version").GetInt32()));
    }

    private static async Task<string?> AnsweringAsync(PipelineHost host) =>
        (await host.PostAsync("predict/dispatch", Row)).Body.GetProperty("model_version").GetString();
}
