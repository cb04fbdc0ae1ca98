using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Local;
using MlFunctions.LocalHost.Testing;
using Spectre.Console;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>The whole app, run in process, and what its users do with it: store definitions, drop files, ask, look.</summary>
internal sealed class PipelineHost : IAsyncDisposable
{
    /// <summary>A definition that trains in a moment; tests change what they are about.</summary>
    public const string Definition = """
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
          "gates": {
            "fail": { "r2": 0.9 }, "warn": { "r2": 0.92 }, "champion": "must-equal",
            "expect": [{ "increasing": "orders_placed" }, { "min": 0 }, { "maxOfTarget": 1.25 }]
          },
          "serving": { "aliases": ["v0.1/time_to_dispatch"] }
        }
        """;

    private readonly FunctionsTestHost _host;

    private PipelineHost(FunctionsTestHost host) => _host = host;

    public HttpClient Client => _host.Client;

    public FunctionsTestHost Functions => _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts the app without samples.</summary>
    /// <param name="storage">The connection string of the storage account; null for the folder.</param>
    /// <param name="configure">Adds services of the test's own.</param>
    /// <param name="settings">Settings over those of host.json and the environment.</param>
    /// <param name="clock">A clock that stands still until the test moves it; null: time passes.</param>
    public static async Task<PipelineHost> StartAsync(
        string? storage = null, Action<IServiceCollection>? configure = null, IReadOnlyDictionary<string, string?>? settings = null, ManualClock? clock = null) =>
        new(await FunctionsTestHost.StartAsync<ConsoleReport>(options =>
        {
            options.Arguments.Add("--no-samples");
            options.Clock = clock;
            options.Settings["AzureWebJobsStorage"] = storage;
            // The tests of a process share its pool, so what one keeps waiting must not be refused to another.
            options.Settings["AzureFunctionsJobHost:extensions:http:maxOutstandingRequests"] = "-1";
            foreach (var (name, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            {
                options.Settings[name] = value;
            }

            options.ConfigureServices(services => (configure ?? (_ => { }))(services.AddSingleton(Silent)));
        }));

    private static IAnsiConsole Silent { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    /// <summary>Stores a definition; <paramref name="change"/> changes <see cref="Definition"/> first.</summary>
    public async Task DefineAsync(Action<JsonObject>? change = null, string pipeline = "dispatch")
    {
        var definition = JsonNode.Parse(Definition)!.AsObject();
        definition["name"] = pipeline;
        if (pipeline != "dispatch")
        {
            // An alias is one pipeline's.
            definition["serving"] = new JsonObject();
        }

        change?.Invoke(definition);
        using var answer = await Client.PutAsJsonAsync($"/api/pipelines/{pipeline}", definition, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>Drops a file into <c>raw/{pipeline}/</c> and waits until its run has ended.</summary>
    public async Task<JsonElement> TrainAsync(string csv, string file = "week-1.csv", string pipeline = "dispatch")
    {
        var before = (await RunsAsync(pipeline)).Count;
        await _host.UploadBlobAsync($"raw/{pipeline}/{file}", csv);
        return await EndedRunAsync(pipeline, before + 1);
    }

    /// <summary>Waits until a pipeline has that many runs, and the newest of them has ended.</summary>
    public async Task<JsonElement> EndedRunAsync(string pipeline, int runs)
    {
        var ended = await Eventually.GetAsync(
            async () => await RunsAsync(pipeline) is { } all && all.Count >= runs && HasEnded(all[0]) ? all : null,
            $"{runs} runs of {pipeline}, the newest ended");
        return ended[0];
    }

    /// <summary>As <see cref="EndedRunAsync(string, int)"/>, while the host's <see cref="ManualClock"/> is moved on: what is tried again after a pause need not be waited for.</summary>
    public async Task<JsonElement> EndedRunAsync(string pipeline, int runs, ManualClock clock)
    {
        var ended = await Eventually.GetAsync(
            async () =>
            {
                await clock.AdvanceAsync(TimeSpan.FromSeconds(0.5));
                return await RunsAsync(pipeline) is { } all && all.Count >= runs && HasEnded(all[0]) ? all : null;
            },
            $"{runs} runs of {pipeline}, the newest ended");
        return ended[0];
    }

    /// <summary>Waits until the run that a batch asked for has ended.</summary>
    public async Task<JsonElement> EndedRunOnAsync(string batchId, string pipeline = "dispatch")
    {
        var ended = await Eventually.GetAsync(
            async () => (await RunsAsync(pipeline)).Where(run => HasEnded(run) && AskedBy(run, batchId)).ToList() is { Count: 1 } found ? found : null,
            $"the run on {batchId}");
        return ended[0];
    }

    /// <summary>Waits until every run of a pipeline has ended.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllEndedAsync(string pipeline = "dispatch") => await Eventually.GetAsync(
        async () => await RunsAsync(pipeline) is { } runs && runs.All(HasEnded) ? runs : null,
        $"the end of all runs of {pipeline}");

    /// <summary>The runs of a pipeline, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> RunsAsync(string pipeline = "dispatch") =>
        [.. (await Client.GetFromJsonAsync<JsonElement>($"/api/pipelines/{pipeline}/runs", Cancelled)).EnumerateArray()];

    /// <summary>The registry of a pipeline.</summary>
    public Task<JsonElement> ModelsAsync(string pipeline = "dispatch") => Client.GetFromJsonAsync<JsonElement>($"/api/models/{pipeline}", Cancelled);

    /// <summary>Posts JSON as it is given.</summary>
    public async Task<(int Status, JsonElement Body)> PostAsync(string route, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(new Uri($"/api/{route}", UriKind.Relative), content, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }

    /// <summary>Posts JSON compressed; gives the status.</summary>
    public async Task<int> PostCompressedAsync(string route, string json, string encoding)
    {
        using var body = new MemoryStream();
        await using (Stream coder = encoding == "br" ? new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            await coder.WriteAsync(System.Text.Encoding.UTF8.GetBytes(json), Cancelled);
        }

        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        using var answer = await Client.PostAsync(new Uri($"/api/{route}", UriKind.Relative), content, Cancelled);
        return (int)answer.StatusCode;
    }

    /// <summary>Puts JSON.</summary>
    public async Task<(int Status, JsonElement Body)> PutAsync(string route, JsonObject json)
    {
        using var answer = await Client.PutAsJsonAsync($"/api/{route}", json, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }

    /// <summary>Puts a file, with a header.</summary>
    public async Task PutCsvAsync(string route, string csv, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/{route}") { Content = new StringContent(csv) };
        request.Headers.Add(header, value);
        using var answer = await Client.SendAsync(request, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>Gets JSON.</summary>
    public Task<JsonElement> GetAsync(string route) => Client.GetFromJsonAsync<JsonElement>($"/api/{route}", Cancelled);

    /// <summary>Gets the status alone.</summary>
    public async Task<int> GetStatusAsync(string route)
    {
        using var answer = await Client.GetAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled);
        return (int)answer.StatusCode;
    }

    /// <summary>An artifact of a run, as it is stored.</summary>
    public async Task<JsonElement> RunArtifactAsync(JsonElement run, string name)
    {
        var path = Path.Combine(_host.StateDirectory, "blobs", "runs", run.GetProperty("pipeline").GetString()!, run.GetProperty("id").GetString()!, name);
        return JsonDocument.Parse(await File.ReadAllBytesAsync(path, Cancelled)).RootElement;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static bool AskedBy(JsonElement run, string batchId) =>
        run.GetProperty("requests").EnumerateArray().Any(request => request.TryGetProperty("batchId", out var asked) && asked.GetString() == batchId);

    private static bool HasEnded(JsonElement run) => run.GetProperty("status").GetString() is "completed" or "failed" or "terminated";
}
