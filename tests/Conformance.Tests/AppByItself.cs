using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests;

namespace MlFunctions.Conformance;

/// <summary>The same app started by itself: its own host, in a process of its own.</summary>
internal sealed class AppByItself : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("conformance-");
    private readonly WorkerProcess _process;
    private readonly HttpClient _client;

    private AppByItself(int port, string? storage)
    {
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _process = new WorkerProcess(FunctionsApp.Pipelines.ByItself(port, _state.FullName, storage is null ? new Dictionary<string, string>() : new() { [BlobTriggers.Connection] = storage }));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="storage">The connection string of its storage account; null: it keeps blobs in a folder.</param>
    public static async Task<AppByItself> StartAsync(string? storage = null)
    {
        var port = Ports.Free();
        var app = new AppByItself(port, storage);
        await Ports.ListeningAsync(port, "The app by itself", TimeToStart);
        return app;
    }

    /// <summary>Trains on the data that the app under the worker has trained on.</summary>
    public async Task TrainAsync()
    {
        using var definition = new StringContent(PipelinesApp.Definition, Encoding.UTF8, "application/json");
        using var defined = await _client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), definition, Cancelled);
        var raw = Directory.CreateDirectory(Path.Combine(_state.FullName, "blobs/raw/dispatch"));
        await File.WriteAllTextAsync(Path.Combine(raw.FullName, "week-1.csv"), PipelinesApp.Csv, Cancelled);
        await Eventually.TrueAsync(
            async () => await _client.GetFromJsonAsync<List<JsonElement>>("/api/pipelines/dispatch/runs", Cancelled) is [var run] && run.GetProperty("status").GetString() == "completed",
            $"the run of the app by itself:\n{_process.Output}");
    }

    /// <summary>The model that it has trained.</summary>
    public Task<byte[]> ModelAsync() => File.ReadAllBytesAsync(Path.Combine(_state.FullName, "blobs/models/dispatch/1.zip"), Cancelled);

    /// <summary>Its answer to a row, once its model is loaded.</summary>
    public async Task<string> PredictAsync(string row) => await Eventually.GetAsync(
        async () =>
        {
            using var content = new StringContent(row, Encoding.UTF8, "application/json");
            using var answer = await _client.PostAsync(new Uri("/api/predict/dispatch", UriKind.Relative), content, Cancelled);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancelled) : null;
        },
        "a prediction of the app by itself");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.KillAsync();
        await _process.DisposeAsync();
        _state.Delete(recursive: true);
    }
}
