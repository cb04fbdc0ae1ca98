using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Blobs;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Blobs;

public sealed class BlobStoresTests
{
    public sealed class NoFunctions;

    public static class ClientFunctions
    {
        [Function("Client")]
        public static void Client([BlobTrigger("raw/{name}")] BlobClient client) => Assert.NotNull(client);
    }

    public static class InputFunctions
    {
        [Function("Input")]
        public static void Input([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, [BlobInput("raw", Connection = "Lake")] BlobContainerClient container) =>
            Assert.NotNull(container);
    }

    private static Task<FunctionsTestHost> StartAsync(params (string Name, string Value)[] settings) => TestFunctions.StartAsync<NoFunctions>(options =>
    {
        foreach (var (name, value) in settings)
        {
            options.Settings[name] = value;
        }
    });

    // The address and account are Azurite's documented ones.
    [Theory]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("Lake", "Lake")]
    [InlineData("AzureWebJobsLake", "Lake")]
    public async Task UseDevelopmentStorage_is_Azurite_at_its_own_port(string setting, string? connection)
    {
        await using var host = await StartAsync((setting, "UseDevelopmentStorage=true"));

        var store = host.Services.GetRequiredService<BlobStores>().Of(connection);

        Assert.Equal(new Uri("http://127.0.0.1:10000/devstoreaccount1/raw/a.csv"), store.UriOf("raw/a.csv"));
    }

    [Fact]
    public async Task A_setting_that_is_not_there_or_empty_is_the_folder()
    {
        await using var host = await StartAsync(("AzureWebJobsStorage", ""));

        var stores = host.Services.GetRequiredService<BlobStores>();

        Assert.Null(stores.Of(connection: null).Account);
        Assert.Same(stores.Of(connection: null), stores.Of("Lake"));
    }

    [Fact]
    public async Task A_setting_that_is_no_connection_string_is_said_in_one_line()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => TestFunctions.StartAsync(
            typeof(InputFunctions),
            options => options.Settings["Lake"] = "a lake"));

        Assert.StartsWith("The setting 'Lake' is no connection string of a storage account:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_said_in_one_line()
    {
        // Nothing listens on port 1.
        var failure = await Assert.ThrowsAsync<StartupException>(() => TestFunctions.StartAsync(
            typeof(InputFunctions),
            options => options.Settings["Lake"] = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;"));

        Assert.StartsWith("No storage account answers at http://127.0.0.1:1/a", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData(typeof(ClientFunctions), "parameter 'client' is a BlobClient, which needs a storage account; set 'AzureWebJobsStorage'")]
    [InlineData(typeof(InputFunctions), "parameter 'container' is a BlobContainerClient, which needs a storage account; set 'Lake'")]
    public async Task A_client_of_a_blob_in_the_folder_is_an_error_at_start(Type functions, string expected)
    {
        var failure = await Assert.ThrowsAsync<FunctionWorkerException>(() => TestFunctions.StartAsync(functions));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
