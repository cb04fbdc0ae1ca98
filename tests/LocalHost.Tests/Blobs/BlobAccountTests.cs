using System.Net.Http.Json;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Blobs.Account;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;
using MlFunctions.Tests.Storage;

namespace MlFunctions.LocalHost.Tests.Blobs;

/// <summary>Blobs of a storage account, on a real Azurite.</summary>
public sealed class BlobAccountTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static int s_account;

    private readonly string _connection = azurite.ConnectionString($"account{Interlocked.Increment(ref s_account)}");

    public sealed record Order(string Product, int Count);

    public sealed class AccountFunctions(Journal journal)
    {
        [Function("Text")]
        public void Text([BlobTrigger("raw/{name}")] string content, string name) => journal.Add($"{name}: {content}");

        [Function("Copy")]
        [BlobOutput("copies/{name}")]
        public Order Copy([BlobTrigger("orders/{name}")] Order order) => order with { Count = order.Count + 1 };

        [Function("Copied")]
        public void Copied([BlobTrigger("copies/{name}")] Order order, string name) => journal.Add($"{name}: {order.Count} of {order.Product}");

        [Function("Client")]
        public async Task Client(
            [BlobTrigger("clients/{name}")] BlobClient client,
            [BlobInput("copies/{name}")] BlobClient copy,
            [BlobInput("copies")] BlobContainerClient copies,
            [BlobInput("copies/{name}")] string? content,
            CancellationToken cancellation)
        {
            var text = (await client.DownloadContentAsync(cancellation)).Value.Content;
            await copies.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await copy.UploadAsync(new BinaryData($$"""{"Product":"{{text}}","Count":7}"""), cancellation);
            journal.Add($"{client.BlobContainerName}/{client.Name}, before: {content ?? "nothing"}");
        }
    }

    public sealed class NamedFunctions(Journal journal)
    {
        [Function("Named")]
        public void Named([BlobTrigger("raw/{name}", Connection = "Lake")] string content) => journal.Add($"lake: {content}");

        [Function("Default")]
        public void Default([BlobTrigger("raw/{name}")] string content) => journal.Add($"folder: {content}");
    }

    public sealed class MetadataFunctions(Journal journal)
    {
        [Function("Metadata")]
        public void Metadata([BlobTrigger("tagged/{name}")] string content, FunctionContext context) =>
            journal.Add((string)context.BindingContext.BindingData["Metadata"]!);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<FunctionsTestHost> StartAsync<TFunctions>(Journal journal, Action<FunctionsTestHostOptions>? configure = null, string setting = "AzureWebJobsStorage") =>
        TestFunctions.StartAsync<TFunctions>(
            options =>
            {
                options.Settings[setting] = _connection;
                options.ConfigureServices(services => services.AddSingleton(new BlobScanInterval(TimeSpan.FromMilliseconds(20))));
                configure?.Invoke(options);
            },
            builder => builder.Services.AddSingleton(journal));

    private async Task<BlobClient> UploadAsync(string container, string name, string content)
    {
        var client = new BlobContainerClient(_connection, container);
        await client.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        var blob = client.GetBlobClient(name);
        await blob.UploadAsync(new BinaryData(content), overwrite: true, Cancellation);
        return blob;
    }

    [Fact]
    public async Task Each_version_of_a_blob_starts_the_function_once_and_not_again_after_a_restart()
    {
        var journal = new Journal();
        await UploadAsync("raw", "a", "early");
        await using var host = await StartAsync<AccountFunctions>(journal);

        await Eventually.Holds(() => journal.Entries.Count == 1);
        await UploadAsync("raw", "a", "later");
        await Eventually.Holds(() => journal.Entries.Count == 2);
        await host.RestartAsync();
        await UploadAsync("raw", "b", "last");
        await Eventually.Holds(() => journal.Entries.Count == 3);

        Assert.Equal(["a: early", "a: later", "b: last"], journal.Entries);
    }

    [Fact]
    public async Task The_same_content_written_again_is_a_new_version()
    {
        var journal = new Journal();
        await using var host = await StartAsync<AccountFunctions>(journal);

        await host.UploadBlobAsync("raw/a", "same");
        await Eventually.Holds(() => journal.Entries.Count == 1);
        await host.UploadBlobAsync("raw/a", "same");
        await Eventually.Holds(() => journal.Entries.Count == 2);
    }

    [Fact]
    public async Task What_this_process_writes_is_found_without_waiting_for_the_next_scan()
    {
        var journal = new Journal();
        await using var host = await StartAsync<AccountFunctions>(
            journal,
            options => options.ConfigureServices(services => services.AddSingleton(new BlobScanInterval(TimeSpan.FromDays(1)))));

        await host.UploadBlobAsync("orders/tea", """{"Product":"tea","Count":2}""");

        await Eventually.Holds(() => journal.Entries.Count == 1);
        Assert.Equal(["tea: 3 of tea"], journal.Entries);
    }

    [Fact]
    public async Task A_blob_is_tried_five_times_and_then_kept_as_poison()
    {
        var journal = new Journal();
        var clock = new ManualClock();
        await using var host = await FailingBlobFunctions.StartAsync(journal, clock, options => options.Settings["AzureWebJobsStorage"] = _connection);

        await host.UploadBlobAsync("raw/bad", "x");
        await host.AdvanceAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(["raw/bad"], host.PoisonBlobs);
        Assert.Equal(5, journal.Entries.Count);
        await host.RestartAsync();
        Assert.Equal(["raw/bad"], host.PoisonBlobs);
    }

    [Fact]
    public async Task An_output_is_written_to_the_account()
    {
        var journal = new Journal();
        await using var host = await StartAsync<AccountFunctions>(journal);

        await UploadAsync("orders", "tea", """{"Product":"tea","Count":2}""");
        await Eventually.Holds(() => journal.Entries.Count == 1);

        var copy = await new BlobClient(_connection, "copies", "tea").DownloadContentAsync(Cancellation);
        Assert.Equal("""{"Product":"tea","Count":3}""", copy.Value.Content.ToString());
        Assert.False(Directory.Exists(Path.Combine(host.StateDirectory, "blobs", "copies")));
    }

    [Fact]
    public async Task Clients_are_of_the_blob_and_the_container_that_the_binding_names()
    {
        var journal = new Journal();
        await using var host = await StartAsync<AccountFunctions>(journal);

        await UploadAsync("clients", "c", "cocoa");

        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(["c: 7 of cocoa", "clients/c, before: nothing"], journal.Entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_named_connection_is_an_account_beside_the_folder()
    {
        var journal = new Journal();
        await using var host = await StartAsync<NamedFunctions>(journal, setting: "Lake");

        await UploadAsync("raw", "a", "there");
        await host.UploadBlobAsync("raw/a", "here");

        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(["folder: here", "lake: there"], journal.Entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_uploaded_can_be_listed_and_downloaded()
    {
        await using var host = await StartAsync<AccountFunctions>(new Journal());

        await host.UploadBlobAsync("other/deep/thing", "content");
        await host.UploadBlobAsync("other/empty", "");
        await host.UploadBlobAsync("others/thing", "content");

        Assert.Equal("content", Encoding.UTF8.GetString((await host.DownloadBlobAsync("other/deep/thing"))!));
        Assert.Empty((await host.DownloadBlobAsync("other/empty"))!);
        Assert.Null(await host.DownloadBlobAsync("other/nothing"));
        Assert.Null(await host.DownloadBlobAsync("nowhere/nothing"));
        Assert.Equal(["other/deep/thing", "other/empty"], await host.ListBlobsAsync("other/"));
        Assert.Equal(["other/deep/thing", "other/empty", "others/thing"], await host.ListBlobsAsync());
    }

    [Fact]
    public async Task The_metadata_of_a_blob_is_binding_data()
    {
        var journal = new Journal();
        var container = new BlobContainerClient(_connection, "tagged");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        var options = new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["source"] = "till 7" } };
        await container.GetBlobClient("a").UploadAsync(new BinaryData("x"), options, Cancellation);
        await container.GetBlobClient("b").UploadAsync(new BinaryData("x"), Cancellation);

        await using var host = await StartAsync<MetadataFunctions>(journal);
        await Eventually.Holds(() => journal.Entries.Count == 2);
        // By hand it is the same.
        await host.Client.PostAsJsonAsync("/admin/functions/Metadata", new { input = "tagged/a" }, Cancellation);
        await Eventually.Holds(() => journal.Entries.Count == 3);

        Assert.Equal(["""{"source":"till 7"}""", """{"source":"till 7"}""", "{}"], journal.Entries.Order(StringComparer.Ordinal));
    }
}
