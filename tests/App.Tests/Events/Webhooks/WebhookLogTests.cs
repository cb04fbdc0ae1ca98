using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Http;

namespace MlFunctions.Tests.Events;

/// <summary>Neither what pushes are signed with nor where they go to is written down.</summary>
public sealed class WebhookLogTests
{
    [Fact]
    public async Task SecretsAndAddresses_AreNeverLogged()
    {
        var log = new LoggedLines();
        var trace = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AzureFunctionsJobHost:logging:logLevel:default"] = "Trace",
            ["AzureFunctionsJobHost:logging:logLevel:MlFunctions"] = "Trace",
        };
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log), settings: trace);
        await host.DefineAsync();
        await using var receiver = await WebhookReceiver.StartAsync((_, http) => WebhookReceiver.Status(http, 410));

        var (_, made) = await host.PutAsync("webhooks/dispatch/logged", new() { ["url"] = $"{receiver.Url}/a-path-that-is-a-key", ["events"] = new System.Text.Json.Nodes.JsonArray("run-failed") });
        await host.Functions.SendMessageAsync("pipeline-events", WebhookEvents.Json("run-failed", "run-1"));
        await Eventually.TrueAsync(() => log.All.Any(line => line.Contains("answered 410", StringComparison.Ordinal)), "the push to be refused");

        var secret = made.GetProperty("secret").GetString()!["whsec_".Length..];
        Assert.Single(receiver.Received);
        Assert.DoesNotContain(log.All, line => line.Contains(secret, StringComparison.Ordinal) || line.Contains("a-path-that-is-a-key", StringComparison.Ordinal));
    }
}
