using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Http;

public sealed class HttpFunctionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed record Order(string Product, int Count);

    public sealed class Functions
    {
        [Function("Static")]
        public static IResult Static([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "static")] HttpRequest request) =>
            Results.Text($"{request.Method} {request.Path}");

        [Function("Routed")]
        public static string Routed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id:int}/{kind?}")] HttpRequest request, int id, string? kind, int? page) =>
            $"{id} {kind ?? "none"} {page?.ToString() ?? "none"}";

        [Function("Body")]
        public static async Task<IActionResult> Body([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] Order order)
        {
            await Task.Yield();
            return new OkObjectResult(order with { Count = order.Count + 1 });
        }

        [Function("Record")]
        public static ValueTask<Order> Record([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "record")] Order order) =>
            ValueTask.FromResult(order with { Count = order.Count * 2 });

        [Function("DefaultRoute")]
        public static Order DefaultRoute([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new("any", 1);

        [Function("Throws")]
        public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) =>
            throw new InvalidOperationException("secret");

        [Function("Cycle")]
        public static IResult Cycle([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cycle")] HttpRequest request)
        {
            var cycle = new List<object>();
            cycle.Add(cycle);
            return Results.Json(cycle);
        }

        [Function("Context")]
        public static string Context([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{word}")] HttpRequest request, FunctionContext context, CancellationToken cancellation) =>
            $"{context.FunctionDefinition.Name} {context.BindingContext.BindingData["word"]} {context.GetHttpContext()!.Request.Query["q"]} {cancellation.CanBeCanceled}";

        [Function("Silent")]
        public static void Silent([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "silent")] HttpRequest request) =>
            request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static Task<FunctionsTestHost> StartAsync(Action<FunctionsTestHostOptions>? configure = null) => TestFunctions.StartAsync<Functions>(configure);

    [Theory]
    [InlineData("/api/static", "GET /api/static")]
    [InlineData("/api/orders/7", "7 none none")]
    [InlineData("/api/orders/7/late?page=2", "7 late 2")]
    [InlineData("/api/context/hello?q=x", "Context hello x True")]
    public async Task A_request_gets_what_the_function_returns(string path, string expected)
    {
        await using var host = await StartAsync();

        Assert.Equal(expected, await host.Client.GetStringAsync(path, Cancellation));
    }

    [Theory]
    [InlineData("/api/body", 4)]
    [InlineData("/api/record", 6)]
    public async Task A_body_is_read_from_JSON_and_a_record_is_written_as_JSON(string path, int count)
    {
        await using var host = await StartAsync();

        var response = await host.Client.PostAsJsonAsync(path, new Order("tea", 3), Cancellation);

        Assert.Equal(new Order("tea", count), await response.Content.ReadFromJsonAsync<Order>(Cancellation));
    }

    [Fact]
    public async Task A_function_without_route_answers_any_method_under_its_name()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/DefaultRoute", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.DeleteAsync("/api/DefaultRoute", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_function_that_returns_nothing_leaves_the_response_as_it_made_it()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.DeleteAsync("/api/silent", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/api/unknown", HttpStatusCode.NotFound)]
    [InlineData("/static", HttpStatusCode.NotFound)]
    [InlineData("/api/orders/seven", HttpStatusCode.NotFound)]
    [InlineData("/api/body", HttpStatusCode.MethodNotAllowed)]
    public async Task A_request_that_no_function_takes_is_refused(string path, HttpStatusCode expected)
    {
        await using var host = await StartAsync();

        Assert.Equal(expected, (await host.Client.GetAsync(path, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_function_that_throws_answers_500_with_its_invocation_id_and_the_host_goes_on()
    {
        await using var host = await StartAsync();

        var response = await host.Client.GetAsync("/api/throws", Cancellation);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.True(Guid.TryParse(problem["invocationId"]!.GetValue<string>(), out _));
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/static", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_answers_500_and_is_logged_with_function_and_invocation()
    {
        using var log = new ListLoggerProvider();
        await using var host = await StartAsync(options => options.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(log)));

        var response = await host.Client.GetAsync("/api/cycle", Cancellation);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var line = Assert.Single(log.Of("MlFunctions.LocalHost.Http.HttpEndpoint"));
        Assert.Contains("'Cycle'", line, StringComparison.Ordinal);
        Assert.Contains(problem["invocationId"]!.GetValue<string>(), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_route_prefix_comes_from_host_json()
    {
        await using var host = await StartAsync(options => options.Settings["AzureFunctionsJobHost:extensions:http:routePrefix"] = "v2");

        Assert.Equal("GET /v2/static", await host.Client.GetStringAsync("/v2/static", Cancellation));
    }
}
