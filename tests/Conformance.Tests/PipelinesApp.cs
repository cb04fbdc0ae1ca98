using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests;

namespace MlFunctions.Conformance;

/// <summary>The app of this repository under its genuine worker, shared by all tests; its blobs are in a real Azurite.</summary>
public sealed class PipelinesApp : IAsyncLifetime
{
    /// <summary>A definition that trains in a moment.</summary>
    internal const string Definition = """
        {
          "name": "dispatch", "task": "regression",
          "features": [
            { "name": "orders_placed", "type": "number", "min": 0 },
            { "name": "product_code", "type": "category", "values": ["SKU001", "SKU002", "SKU003", "SKU004", "SKU005"] }
          ],
          "targets": [{ "name": "hours_to_dispatch", "as": "est_hours_to_dispatch" }],
          "split": { "strategy": "random", "ratio": 0.8, "seed": 42, "stratify": "product_code" },
          "candidates": [{ "trainer": "decision-tree", "grid": { "maxDepth": [6, 8, 10], "minSamplesLeaf": [4, 8] } }],
          "folds": 5, "metric": "r2",
          "gates": { "fail": { "r2": 0.9 }, "warn": { "r2": 0.92 }, "champion": "must-equal" }
        }
        """;

    private readonly Lazy<Task<JsonElement>> _trained;
    private Azurite? _azurite;
    private ConformanceHost? _host;
    private HttpClient? _client;

    public PipelinesApp() => _trained = new(TrainAsync);

    /// <summary>The host; the test is skipped, visibly, where there is no Azurite.</summary>
    internal ConformanceHost Host
    {
        get
        {
            Assert.SkipWhen(_host is null, "azurite is not installed (npm install azurite); ./test.sh does it.");
            return _host!;
        }
    }

    /// <summary>Whether there is an Azurite.</summary>
    internal bool HasStorage => _azurite is not null;

    /// <summary>The storage account.</summary>
    internal Azurite Storage => Host is null ? null! : _azurite!;

    /// <summary>A client of the app.</summary>
    internal HttpClient Client => Host is null ? null! : _client!;

    /// <summary>The lines that the data have.</summary>
    internal static string Csv => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "dispatch.csv"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        if (_azurite is not null)
        {
            _host = await ConformanceHost.StartAsync(FunctionsApp.Pipelines, _azurite.ConnectionString, new Dictionary<string, string> { ["Webhooks__AllowPrivateReceivers"] = "true" });
            _client = new HttpClient { BaseAddress = _host.Address };
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The run that has trained the model of <c>dispatch</c>; it is done once.</summary>
    internal Task<JsonElement> TrainedAsync() => _trained.Value;

    /// <summary>Stores a definition like <see cref="Definition"/>.</summary>
    internal async Task DefineAsync(string pipeline, params (string Old, string New)[] changes)
    {
        var definition = changes.Append(("\"dispatch\"", $"\"{pipeline}\"")).Aggregate(Definition, (text, change) => text.Replace(change.Item1, change.Item2, StringComparison.Ordinal));
        var (status, answer) = await SendAsync(HttpMethod.Put, $"pipelines/{pipeline}", definition);
        Assert.True(status == 200, $"{status} {answer}");
    }

    /// <summary>Drops a file into the account and lets its trigger fire.</summary>
    internal async Task DropAsync(string path, string content)
    {
        var container = Storage.Account.GetBlobContainerClient("raw");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancelled);
        await container.GetBlobClient(path).UploadAsync(new BinaryData(content), Cancelled);
        await Host.Blobs.LookAsync(Cancelled);
    }

    /// <summary>Waits until the only run of a pipeline has ended.</summary>
    internal Task<JsonElement> EndedRunAsync(string pipeline) =>
        RunAsync(pipeline, run => run.GetProperty("status").GetString() is "completed" or "failed" or "terminated");

    /// <summary>Waits until the only run of a pipeline is as asked.</summary>
    internal async Task<JsonElement> RunAsync(string pipeline, Predicate<JsonElement> isAsAsked)
    {
        var runs = await Eventually.GetAsync(
            async () => await Client.GetFromJsonAsync<List<JsonElement>>($"/api/pipelines/{pipeline}/runs", Cancelled) is [var run] && isAsAsked(run) ? new[] { run } : null,
            $"the run of {pipeline}");
        return runs[0];
    }

    /// <summary>Sends JSON as it is given.</summary>
    internal async Task<(int Status, string Body)> SendAsync(HttpMethod method, string route, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, $"/api/{route}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        using var answer = await Client.SendAsync(request, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>A blob's content.</summary>
    internal async Task<byte[]> ReadBlobAsync(string container, string name) =>
        (await Storage.Account.GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync(Cancelled)).Value.Content.ToArray();

    private async Task<JsonElement> TrainAsync()
    {
        await DefineAsync("dispatch");
        await DropAsync("dispatch/week-1.csv", Csv);
        return await EndedRunAsync("dispatch");
    }
}
