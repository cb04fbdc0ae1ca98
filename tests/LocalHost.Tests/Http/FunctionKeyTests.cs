using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Http;

public sealed class FunctionKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Functions
    {
        [Function("Open")]
        public static string Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "open";

        [Function("Keyed")]
        public static string Keyed([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => "keyed";

        [Function("Other")]
        public static string Other([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => "other";

        [Function("Master")]
        public static string Master([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => "master";
    }

    private static Task<FunctionsTestHost> StartAsync() =>
        TestFunctions.StartAsync<Functions>(options => options.Arguments.Add("--require-keys"));

    private static string KeyIn(FunctionsTestHost host, string kind)
    {
        var keys = JsonNode.Parse(File.ReadAllText(Path.Combine(host.StateDirectory, "keys.json")))!;
        return (kind.StartsWith("functions.", StringComparison.Ordinal) ? keys["functions"]![kind["functions.".Length..]] : keys[kind])!.GetValue<string>();
    }

    private static async Task<HttpStatusCode> GetAsync(FunctionsTestHost host, string function, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{function}");
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        return (await host.Client.SendAsync(request, Cancellation)).StatusCode;
    }

    [Theory]
    [InlineData("Open", null, HttpStatusCode.OK)]
    [InlineData("Keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("Keyed", "functions.Keyed", HttpStatusCode.OK)]
    [InlineData("Keyed", "functions.Other", HttpStatusCode.Unauthorized)]
    [InlineData("Keyed", "host", HttpStatusCode.OK)]
    [InlineData("Keyed", "master", HttpStatusCode.OK)]
    [InlineData("Keyed", "system", HttpStatusCode.Unauthorized)]
    [InlineData("Master", "host", HttpStatusCode.Unauthorized)]
    [InlineData("Master", "master", HttpStatusCode.OK)]
    public async Task A_level_is_opened_by_its_own_keys_alone(string function, string? kind, HttpStatusCode expected)
    {
        await using var host = await StartAsync();

        Assert.Equal(expected, await GetAsync(host, function, kind is null ? null : KeyIn(host, kind)));
    }

    [Fact]
    public async Task A_key_can_be_given_in_the_query()
    {
        await using var host = await StartAsync();

        Assert.Equal("keyed", await host.Client.GetStringAsync($"/api/Keyed?code={KeyIn(host, "functions.Keyed")}", Cancellation));
    }

    [Fact]
    public async Task Keys_stay_the_same_when_the_host_starts_again()
    {
        await using var host = await StartAsync();
        var key = KeyIn(host, "functions.Keyed");

        await host.RestartAsync();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "Keyed", key));
    }

    [Fact]
    public async Task Without_require_keys_there_are_none()
    {
        await using var host = await TestFunctions.StartAsync<Functions>();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "Keyed", key: null));
        Assert.False(File.Exists(Path.Combine(host.StateDirectory, "keys.json")));
    }
}
