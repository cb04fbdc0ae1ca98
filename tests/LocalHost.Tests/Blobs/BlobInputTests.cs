using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Tests.Testing;
using MlFunctions.Tests.Storage;

namespace MlFunctions.LocalHost.Tests.Blobs;

/// <summary>Inputs of one blob and of all blobs of a container, in the folder and on a real Azurite.</summary>
public sealed class BlobInputTests(Azurite azurite) : IClassFixture<Azurite>
{
    public sealed record Order(string Product, int Count);

    public static class ContentFunctions
    {
        [Function("Texts")]
        public static string Texts([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("orders")] string[] orders) => string.Join('|', orders);

        [Function("Records")]
        public static string Records([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("orders")] IEnumerable<Order> orders) =>
            string.Join('|', orders.Select(order => $"{order.Count} of {order.Product}"));

        [Function("Bytes")]
        public static string Bytes([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("orders")] IEnumerable<byte[]> orders) =>
            string.Join('|', orders.Select(order => order.Length));

        [Function("Streams")]
        public static async Task<string> Streams([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("orders")] Stream[] orders) =>
            string.Join('|', await Task.WhenAll(orders.Select(order => new StreamReader(order).ReadToEndAsync(Cancellation))));

        [Function("OfRoute")]
        public static string OfRoute([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "all/{container}")] HttpRequest request, [BlobInput("{container}")] string[] blobs) => $"{blobs.Length}";

        [Function("Array")]
        public static string Array([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("lists/products")] string[] products) => string.Join('|', products);
    }

    public static class ClientFunctions
    {
        [Function("Clients")]
        public static string Clients([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("orders")] IEnumerable<BlobClient> orders) =>
            string.Join('|', orders.Select(order => order.Name));

        [Function("Kinds")]
        public static string Kinds(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
            [BlobInput("orders/a")] BlobBaseClient any,
            [BlobInput("orders/a")] BlockBlobClient block,
            [BlobInput("orders/a")] AppendBlobClient append,
            [BlobInput("orders/a")] PageBlobClient page,
            [BlobInput("orders")] BlobContainerClient container) =>
            string.Join('|', new[] { any, block, append, page }.Select(client => $"{client.BlobContainerName}/{client.Name}").Append(container.Name));
    }

    public static class NamelessFunctions
    {
        [Function("Nameless")]
        public static string Nameless([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [BlobInput("orders")] string order) => order;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Texts", """{"Product":"tea","Count":1}|{"Product":"milk","Count":22}""")]
    [InlineData("Records", "1 of tea|22 of milk")]
    [InlineData("Bytes", "27|29")]
    [InlineData("Streams", """{"Product":"tea","Count":1}|{"Product":"milk","Count":22}""")]
    [InlineData("all/orders", "2")]
    [InlineData("all/nothing", "0")]
    [InlineData("Array", "tea|milk")]
    public async Task All_blobs_of_a_container_are_an_array_in_the_order_of_their_names(string path, string expected)
    {
        await using var host = await TestFunctions.StartAsync(typeof(ContentFunctions));
        await host.UploadBlobAsync("orders/2024/b", """{"Product":"milk","Count":22}""");
        await host.UploadBlobAsync("orders/2024/a", """{"Product":"tea","Count":1}""");
        await host.UploadBlobAsync("orders-of-others/a", "{}");
        await host.UploadBlobAsync("lists/products", """["tea","milk"]""");

        Assert.Equal(expected, await host.Client.GetStringAsync($"/api/{path}", Cancellation));
    }

    [Theory]
    [InlineData("Clients", "a|b")]
    [InlineData("Kinds", "orders/a|orders/a|orders/a|orders/a|orders")]
    public async Task Blobs_of_an_account_can_be_clients(string function, string expected)
    {
        await using var host = await TestFunctions.StartAsync(typeof(ClientFunctions), options => options.Settings["AzureWebJobsStorage"] = azurite.ConnectionString("account2"));
        await host.UploadBlobAsync("orders/b", "x");
        await host.UploadBlobAsync("orders/a", "x");

        Assert.Equal(expected, await host.Client.GetStringAsync($"/api/{function}", Cancellation));
    }

    [Fact]
    public async Task A_container_where_a_blob_is_needed_is_an_error_at_start()
    {
        var failure = await Assert.ThrowsAsync<FunctionWorkerException>(() => TestFunctions.StartAsync(typeof(NamelessFunctions)));

        Assert.Contains("Function 'Nameless'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the path 'orders' of parameter 'order' is a container; it must be container/name for a String", failure.Message, StringComparison.Ordinal);
    }
}
