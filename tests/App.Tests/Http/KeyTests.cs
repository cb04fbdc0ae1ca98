using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Local;
using MlFunctions.LocalHost.Testing;
using Spectre.Console;

namespace MlFunctions.Tests.Http;

/// <summary>Keys open what they should and nothing else, and neither they nor what is sent with them is written down.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private const string Payload = "payload-that-nobody-may-write-down";

    private readonly LoggedLines _log = new();
    private FunctionsTestHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await FunctionsTestHost.StartAsync<ConsoleReport>(options =>
    {
        options.Arguments.Add("--no-samples");
        options.Arguments.Add("--require-keys");
        options.Settings["AzureFunctionsJobHost:logging:logLevel:default"] = "Trace";
        options.Settings["AzureFunctionsJobHost:logging:logLevel:MlFunctions"] = "Trace";
        options.ConfigureServices(services => services
            .AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }))
            .AddSingleton<ILoggerProvider>(_log));
    });

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();

    [Theory]
    [InlineData("POST", "predict/dispatch", "function")]
    [InlineData("GET", "models/dispatch", "function")]
    [InlineData("POST", "models/dispatch/1/promote", "master")]
    [InlineData("POST", "models/dispatch/rollback", "master")]
    [InlineData("PUT", "models/dispatch/traffic", "master")]
    [InlineData("PUT", "pipelines/dispatch", "master")]
    [InlineData("GET", "webhooks/dispatch", "function")]
    [InlineData("PUT", "webhooks/dispatch/mine", "master")]
    [InlineData("DELETE", "webhooks/dispatch/mine", "master")]
    [InlineData("GET", "health", "none")]
    public async Task ARoute_OpensToTheKeysOfItsLevelAlone(string method, string route, string opens)
    {
        var keys = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_host!.StateDirectory, "keys.json"), Cancelled)).RootElement;
        var (master, host) = (keys.GetProperty("master").GetString()!, keys.GetProperty("host").GetString()!);
        var predict = keys.GetProperty("functions").GetProperty("Predict").GetString()!;

        Assert.Equal(opens == "none", await IsOpenAsync(method, route, key: null));
        Assert.Equal(opens == "none", await IsOpenAsync(method, route, "wrong"));
        Assert.Equal(opens == "none", await IsOpenAsync(method, route, master[..^1]));
        Assert.Equal(opens is "none" or "function", await IsOpenAsync(method, route, host));
        Assert.Equal(opens == "none" || route.StartsWith("predict", StringComparison.Ordinal), await IsOpenAsync(method, route, predict));
        Assert.True(await IsOpenAsync(method, route, master));

        var log = _log.All;
        Assert.NotEmpty(log);
        Assert.All([master, host, predict, Payload], secret => Assert.DoesNotContain(log, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    private async Task<bool> IsOpenAsync(string method, string route, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{route}");
        if (method != "GET")
        {
            request.Content = new StringContent($$"""{"features":[["{{Payload}}"]]}""", System.Text.Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var answer = await _host!.Client.SendAsync(request, Cancelled);
        return (int)answer.StatusCode != 401;
    }
}
