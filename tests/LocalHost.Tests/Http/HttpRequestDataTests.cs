using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Http;

public sealed class HttpRequestDataTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed record Order(string Product, int Count);

    public sealed class Kept
    {
        [HttpResult]
        public required HttpResponseData Response { get; init; }

        [BlobOutput("orders/{product}.json")]
        public Order? Order { get; init; }
    }

    public static class DataFunctions
    {
        [Function("Echo")]
        public static async Task<HttpResponseData> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequestData request)
        {
            var response = request.CreateResponse(HttpStatusCode.Accepted);
            response.Headers.Add("x-method", request.Method);
            response.Headers.Add("x-query", request.Query["q"]);
            response.Cookies.Append("seen", "yes");
            await response.WriteStringAsync(await request.ReadAsStringAsync() + " " + string.Join(',', request.Headers.GetValues("x-in")));
            return response;
        }

        [Function("Keep")]
        public static async Task<Kept> Keep([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "orders/{product}")] HttpRequestData request, string product, CancellationToken cancellation)
        {
            var order = await request.ReadFromJsonAsync<Order>(cancellation);
            var response = request.CreateResponse(HttpStatusCode.Created);
            await response.WriteAsJsonAsync(order, cancellation);
            return new Kept { Response = response, Order = order! with { Product = product } };
        }

        [Function("Read")]
        public static string Read(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{product}")] HttpRequestData request,
            [BlobInput("orders/{product}.json")] Order? order) => order is null ? "none" : $"{order.Count} of {order.Product}";
    }

    [Fact]
    public async Task A_request_can_be_read_and_answered_without_ASP_NET_Core()
    {
        await using var host = await TestFunctions.StartAsync(typeof(DataFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/echo?q=7") { Content = new StringContent("hello"), Headers = { { "x-in", "1" } } };

        var response = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("POST", response.Headers.GetValues("x-method").Single());
        Assert.Equal("7", response.Headers.GetValues("x-query").Single());
        Assert.StartsWith("seen=yes", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal("hello 1", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_result_with_several_outputs_is_answered_and_written()
    {
        await using var host = await TestFunctions.StartAsync(typeof(DataFunctions));
        using var body = new StringContent("""{"product":"?","count":3}""", Encoding.UTF8, "application/json");

        var response = await host.Client.PutAsync("/api/orders/tea", body, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        // The worker's JSON keeps property names as they are declared.
        Assert.Equal("""{"Product":"?","Count":3}""", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("""{"Product":"tea","Count":3}""", Encoding.UTF8.GetString((await host.DownloadBlobAsync("orders/tea.json"))!));
        Assert.Equal("3 of tea", await host.Client.GetStringAsync("/api/orders/tea", Cancellation));
        Assert.Equal("none", await host.Client.GetStringAsync("/api/orders/milk", Cancellation));
    }

    [Fact]
    public async Task Middleware_sees_request_and_response()
    {
        await using var host = await TestFunctions.StartAsync(typeof(DataFunctions), build: builder => builder.UseMiddleware(async (context, next) =>
        {
            var request = await context.GetHttpRequestDataAsync();
            await next();
            context.GetHttpResponseData()?.Headers.Add("x-path", request!.Url.AbsolutePath);
        }));
        using var body = new StringContent("""{"product":"?","count":3}""", Encoding.UTF8, "application/json");

        var response = await host.Client.PutAsync("/api/orders/tea", body, Cancellation);

        Assert.Equal("/api/orders/tea", response.Headers.GetValues("x-path").Single());
    }
}
