using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Blobs.Account;
using MlFunctions.LocalHost.Tests.Testing;
using MlFunctions.Tests.Storage;

namespace MlFunctions.LocalHost.Tests.Blobs;

/// <summary>A storage account that goes away and comes back: a real Azurite, killed and started again.</summary>
public sealed class BlobAccountOutageTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const string Watch = "MlFunctions.LocalHost.Blobs.BlobStores";

    private readonly string _connection = azurite.ConnectionString("account1");

    public sealed class AccountFunctions(Journal journal)
    {
        [Function("Text")]
        public void Text([BlobTrigger("raw/{name}")] string content) => journal.Add(content);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task UploadAsync(string name, string content)
    {
        var container = new BlobContainerClient(_connection, "raw");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await container.GetBlobClient(name).UploadAsync(new BinaryData(content), Cancellation);
    }

    [Fact]
    public async Task An_outage_is_told_once_and_blobs_start_functions_again_when_it_is_over()
    {
        var journal = new Journal();
        using var log = new ListLoggerProvider();
        await using var host = await TestFunctions.StartAsync<AccountFunctions>(
            options =>
            {
                options.Settings["AzureWebJobsStorage"] = _connection;
                options.ConfigureServices(services => services
                    .AddSingleton(new BlobScanInterval(TimeSpan.FromMilliseconds(20)))
                    .AddSingleton<ILoggerProvider>(log));
            },
            builder => builder.Services.AddSingleton(journal));
        await UploadAsync("a", "before");
        await Eventually.Holds(() => journal.Entries.Count == 1);

        await azurite.StopAsync();
        await Eventually.Holds(() => log.Of(Watch).Any());
        await azurite.StartAsync();
        await UploadAsync("b", "after");
        await Eventually.Holds(() => journal.Entries.Count == 2);

        Assert.Equal(["before", "after"], journal.Entries);
        Assert.Collection(
            log.Of(Watch),
            line => Assert.Matches("^The blobs of http://127.0.0.1:[0-9]+/account1/? cannot be listed, and start no functions until they can: .+", line),
            line => Assert.Matches("^The blobs of http://127.0.0.1:[0-9]+/account1/? can be listed again.$", line));
    }
}
