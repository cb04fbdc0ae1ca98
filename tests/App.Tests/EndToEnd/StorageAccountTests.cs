using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>The whole app with its blobs in a storage account: a real Azurite.</summary>
public sealed class StorageAccountTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABlobInTheAccount_BecomesAServingModel_AndAllArtifactsAreThere()
    {
        var account = azurite.Account("account0");
        await using var host = await PipelineHost.StartAsync(azurite.ConnectionString("account0"));
        await host.DefineAsync();
        var raw = account.GetBlobContainerClient("raw");
        await raw.CreateIfNotExistsAsync(cancellationToken: Cancelled);

        await raw.GetBlobClient("dispatch/week-1.csv").UploadAsync(new BinaryData(Table.Csv()), Cancelled);
        var run = await host.EndedRunAsync("dispatch", runs: 1);

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var (status, answer) = await host.PostAsync("predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""");
        Assert.Equal(200, status);
        Assert.Equal("dispatch:1", answer.GetProperty("model_version").GetString());
        Assert.True(await account.GetBlobContainerClient("config").GetBlobClient("dispatch/pipeline.json").ExistsAsync(Cancelled));
        Assert.True(await account.GetBlobContainerClient("models").GetBlobClient("dispatch/1.zip").ExistsAsync(Cancelled));
        Assert.False(Directory.Exists(Path.Combine(host.Functions.StateDirectory, "blobs")));

        await host.Functions.RestartAsync();
        Assert.Equal(200, (await host.PostAsync("predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""")).Status);
        Assert.Single(await host.RunsAsync());
    }
}
