using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Deployment;
using MlFunctions.Local;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Scoring;
using MlFunctions.Storage;
using MlFunctions.Tests.Storage;
using Spectre.Console;

namespace MlFunctions.Tests.Scoring;

/// <summary>Two instances of the app on one storage account and one Redis: what one deploys, both serve.</summary>
[Trait("Acceptance", "56")]
public sealed class TwoInstancesTests(Azurite azurite, RedisServer redis) : IClassFixture<Azurite>, IClassFixture<RedisServer>
{
    private const string Definition = """
        {
          "name": "dispatch", "task": "regression", "metric": "r2", "candidates": [{ "trainer": "ridge" }],
          "features": [{ "name": "orders", "type": "number", "min": 0 }], "targets": [{ "name": "hours" }]
        }
        """;

    private readonly TrainedModels _models = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APromotionOnOneInstance_IsServedByTheOther_WhichRedisHasTold()
    {
        await StoreModelsAsync("account1");
        await using var first = await StartAsync("account1", TimeProvider.System);
        await using var second = await StartAsync("account1", _clock);
        Assert.Equal(2, await AnswerAsync(second));

        // The second may not listen yet when it starts to answer, so it is told until it does. Its clock stands still: it cannot find out by looking.
        await Eventually.TrueAsync(
            async () =>
            {
                using var body = new StringContent(Definition.Replace("\"metric\"", "\"serving\": { \"aliases\": [\"v1/hours\"] }, \"metric\"", StringComparison.Ordinal));
                using var defined = await first.Client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), body, Cancelled);
                Assert.True(defined.IsSuccessStatusCode);
                using var answer = await AskAsync(second, "v1/hours");
                return answer.IsSuccessStatusCode;
            },
            "the second instance to answer by the new alias");

        using var promoted = await first.Client.PostAsync(new Uri("/api/models/dispatch/1/promote", UriKind.Relative), content: null, Cancelled);
        Assert.True(promoted.IsSuccessStatusCode, await promoted.Content.ReadAsStringAsync(Cancelled));
        await Eventually.TrueAsync(async () => await AnswerAsync(second) == 1, "the second instance to serve version 1");
    }

    [Fact]
    public async Task APromotionWhileRedisIsAway_IsFoundByLookingWithinTenSeconds()
    {
        await StoreModelsAsync("account2");
        await redis.StopAsync();
        try
        {
            await using var first = await StartAsync("account2", TimeProvider.System);
            await using var second = await StartAsync("account2", _clock);

            using var promoted = await first.Client.PostAsync(new Uri("/api/models/dispatch/1/promote", UriKind.Relative), content: null, Cancelled);
            Assert.True(promoted.IsSuccessStatusCode, await promoted.Content.ReadAsStringAsync(Cancelled));
            Assert.Equal(2, await AnswerAsync(second));

            await Eventually.TrueAsync(
                async () =>
                {
                    await _clock.AdvanceAsync(ServingModels.CheckInterval);
                    return await AnswerAsync(second) == 1;
                },
                "the second instance to look");
        }
        finally
        {
            await redis.StartAsync();
        }
    }

    private static async Task<double> AnswerAsync(FunctionsTestHost host)
    {
        using var answer = await AskAsync(host, "predict/dispatch");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("hours").GetDouble();
    }

    private static Task<HttpResponseMessage> AskAsync(FunctionsTestHost host, string route) =>
        host.Client.PostAsJsonAsync($"/api/{route}", new { orders = 3 }, Cancelled);

    private Task<FunctionsTestHost> StartAsync(string account, TimeProvider clock) => FunctionsTestHost.StartAsync<ConsoleReport>(options =>
    {
        options.Arguments.Add("--no-samples");
        options.Settings["AzureWebJobsStorage"] = azurite.ConnectionString(account);
        options.Settings[RedisConnection.Setting] = redis.ConnectionString;
        options.Clock = clock;
        options.ConfigureServices(services => services
            .AddSingleton(_models.Trainers)
            .AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })));
    });

    private async Task StoreModelsAsync(string account)
    {
        var store = new BlobArtifactStore(azurite.Account(account));
        var registry = ModelRegistry.Empty;
        foreach (var version in new[] { 1, 2 })
        {
            await store.PutAsync(ModelRegistryStore.PackageOf("dispatch", version), new BinaryData(_models.Package(version).ToBytes()), Cancelled);
            registry = registry.Deploy(new RegisteredModel(version, $"run-{version}", DateTimeOffset.UnixEpoch, "plugged", new Dictionary<string, double>(StringComparer.Ordinal)));
        }

        await store.PutJsonAsync(ModelRegistryStore.PathOf("dispatch"), registry, Cancelled);
        await store.PutAsync(new ArtifactPath(Containers.Config, "dispatch/pipeline.json"), new BinaryData(Definition), Cancelled);
    }
}
