using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Deployment;
using MlFunctions.Ingestion;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Monitoring;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Feedback;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Monitoring;

/// <summary>An app whose pipeline <c>dispatch</c> has versions that were not trained but stored: version n predicts n for every row.</summary>
internal sealed class MonitoredHost : IAsyncDisposable
{
    private readonly TrainedModels _models = new();

    private MonitoredHost()
    {
    }

    public PipelineHost App { get; private set; } = null!;

    public PluggedTrainer Trainer => _models.Trainer;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts the app.</summary>
    /// <param name="versions">How many versions there are; the last is the champion.</param>
    /// <param name="serving">The definition's <c>serving</c>.</param>
    /// <param name="configure">Adds services of the test's own.</param>
    /// <param name="clock">A clock that stands still until the test moves it; null: time passes.</param>
    /// <param name="settings">Settings over those of host.json.</param>
    /// <param name="storage">The connection string of the storage account; null for the folder.</param>
    public static async Task<MonitoredHost> StartAsync(
        int versions,
        string serving = "{}",
        Action<IServiceCollection>? configure = null,
        ManualClock? clock = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        string? storage = null)
    {
        var host = await JoinAsync(configure, clock, settings, storage);
        await host.StoreModelsAsync(versions);
        await host.DefineAsync(serving);
        return host;
    }

    /// <summary>Starts another instance of the app on what a storage account holds.</summary>
    public static Task<MonitoredHost> JoinAsync(string storage) => JoinAsync(configure: null, clock: null, settings: null, storage);

    private static async Task<MonitoredHost> JoinAsync(
        Action<IServiceCollection>? configure, ManualClock? clock, IReadOnlyDictionary<string, string?>? settings, string? storage)
    {
        var host = new MonitoredHost();
        host.App = await PipelineHost.StartAsync(
            storage,
            configure: services =>
            {
                services.AddSingleton(host._models.Trainers);
                configure?.Invoke(services);
            },
            clock: clock,
            settings: settings);
        return host;
    }

    private async Task StoreModelsAsync(int versions)
    {
        var registry = ModelRegistry.Empty;
        for (var version = 1; version <= versions; version++)
        {
            var package = _models.Package(version).With(default, ArtifactStoreExtensions.ToJson(Condition));
            await App.Functions.UploadBlobAsync($"models/dispatch/{version}.zip", package.ToBytes());
            registry = registry.Deploy(new RegisteredModel(
                version, $"run-{version}", DateTimeOffset.UnixEpoch.AddDays(version), "plugged", new Dictionary<string, double>(StringComparer.Ordinal)));
        }

        await App.Functions.UploadBlobAsync("models/dispatch/registry.json", ArtifactStoreExtensions.ToJson(registry).ToMemory());
    }

    /// <summary>The orders of the training data: 0 to 99, each ten times, and the hours: 0 to 9.</summary>
    private static ConditionReport Condition
    {
        get
        {
            var orders = new NumberColumn("orders", [.. Enumerable.Range(0, 1000).Select(row => (float)(row % 100))]);
            var hours = new PreciseColumn("hours", [.. Enumerable.Range(0, 1000).Select(row => (double)(row % 10))]);
            return new ConditionReport(1000, 0, [], 0, [], [ColumnCondition.Of(orders), ColumnCondition.Of(hours)]);
        }
    }

    /// <summary>Stores the definition.</summary>
    public async Task DefineAsync(string serving, string retrain = "{}")
    {
        var definition = JsonNode.Parse($$"""
            {
              "name": "dispatch", "task": "regression", "metric": "rmse", "candidates": [{ "trainer": "ridge" }],
              "features": [{ "name": "orders", "type": "number", "min": 0 }], "targets": [{ "name": "hours" }],
              "serving": {{serving}}, "retrain": {{retrain}}
            }
            """)!.AsObject();
        var (status, body) = await App.PutAsync("pipelines/dispatch", definition);
        Assert.True(status == 200, body.GetRawText());
    }

    /// <summary>Has a batch of so many rows scored by the champion; its subjects are s0, s1, ….</summary>
    public async Task<JsonElement> ScoredAsync(int rows)
    {
        var body = JsonSerializer.Serialize(new { subjects = Enumerable.Range(0, rows).Select(i => $"s{i}"), features = Enumerable.Range(0, rows).Select(i => new[] { i }) });
        return await App.EndedAsync(await App.AcceptedAsync(body));
    }

    /// <summary>Says what is true of the first rows of a batch.</summary>
    public async Task CorrectAsync(JsonElement batch, params double[] actuals)
    {
        var (status, body) = await App.CorrectAsync(
            batch, JsonSerializer.Serialize(new { actuals = actuals.Index().ToDictionary(actual => $"s{actual.Index}", actual => actual.Item, StringComparer.Ordinal) }), "dispatch");
        Assert.True(status == 202, body.GetRawText());
    }

    /// <summary>Predicts rows of one feature, in one request.</summary>
    public async Task<JsonElement> PredictAsync(params double[] orders)
    {
        var (status, body) = await App.PostAsync("predict/dispatch", JsonSerializer.Serialize(new { features = orders.Select(value => new[] { value }) }));
        Assert.True(status == 200, body.GetRawText());
        return body;
    }

    /// <summary>Lets a version serve.</summary>
    public async Task PromoteAsync(int version)
    {
        var (status, body) = await App.PostAsync($"models/dispatch/{version}/promote", "{}");
        Assert.True(status == 200, body.GetRawText());
    }

    /// <summary>What monitoring answers.</summary>
    public Task<JsonElement> MonitoringAsync() => App.GetAsync("monitoring/dispatch");

    /// <summary>What monitoring answers of a version.</summary>
    public async Task<JsonElement> MonitoringAsync(int version) => (await MonitoringAsync()).GetProperty("versions")[version - 1];

    /// <summary>Waits until so many outcomes of a version are counted, and all that was said has been heard.</summary>
    public async Task<JsonElement> OutcomesAsync(int version, int count)
    {
        await HeardAsync();
        await Eventually.TrueAsync(
            async () => (await MonitoringAsync(version)).TryGetProperty("outcomes", out var outcomes) && outcomes.GetProperty("count").GetInt32() == count,
            $"{count} outcomes of version {version}");
        return (await MonitoringAsync(version)).GetProperty("outcomes");
    }

    /// <summary>Judges the champion, as whoever counts outcomes does.</summary>
    public async Task JudgeAsync()
    {
        var definition = await App.Functions.Services.GetRequiredService<DefinitionStore>().GetAsync("dispatch", Cancelled);
        await App.Functions.Services.GetRequiredService<AutomaticRevert>().JudgeAsync("dispatch", definition.Definition, Cancelled);
    }

    /// <summary>Waits until all corrections have been dealt with.</summary>
    public Task HeardAsync() => App.Functions.IdleAsync(cancellationToken: Cancelled);

    /// <summary>Waits until a version is the champion.</summary>
    public async Task<JsonElement> ChampionAsync(int version)
    {
        await Eventually.TrueAsync(async () => (await App.ModelsAsync()).GetProperty("champion").GetInt32() == version, $"version {version} to serve");
        return await App.ModelsAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
