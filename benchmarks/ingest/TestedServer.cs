using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using StackExchange.Redis;

namespace MlFunctions.Ingest.Benchmarks;

/// <summary>The app and a Redis, each a process of its own, with the banknotes pipeline trained.</summary>
internal sealed class TestedServer : IAsyncDisposable
{
    /// <summary>The pipeline that batches go to.</summary>
    public const string Pipeline = "banknotes";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlfunctions-ingest-");
    private readonly int _redisPort = FreePort();
    private readonly Process _app;
    private readonly HttpClient _client;
    private Process _redis;

    private TestedServer()
    {
        Port = FreePort();
        _redis = StartRedis();
        var app = new ProcessStartInfo("dotnet", [FileOf("functions/App/bin/Release/net10.0/MlFunctions.App.dll"), "--state", Path.Combine(_folder.FullName, "state"), "--port", $"{Port}", "--no-samples"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        app.Environment["Redis"] = $"127.0.0.1:{_redisPort}";
        _app = Process.Start(app)!;
        _app.OutputDataReceived += (_, _) => { };
        _app.BeginOutputReadLine();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    }

    /// <summary>Where the app listens.</summary>
    public int Port { get; }

    /// <summary>Starts both and trains.</summary>
    public static async Task<TestedServer> StartAsync()
    {
        var server = new TestedServer();
        await server.UntilAsync(async () => (await server._client.GetAsync(new Uri("/api/health", UriKind.Relative))).IsSuccessStatusCode);
        await server.PutAsync($"/api/pipelines/{Pipeline}", "samples/banknotes/pipeline.json");
        await server.PutAsync($"/api/datasets/{Pipeline}/banknotes.csv", "samples/banknotes/banknotes.csv");
        await server.UntilAsync(async () =>
            (await server._client.GetFromJsonAsync<JsonElement>("/api/health")).GetProperty("pipelines").TryGetProperty(Pipeline, out var model) && model.ValueKind == JsonValueKind.String);
        return server;
    }

    /// <summary>A connection to the Redis.</summary>
    public ConnectionMultiplexer ConnectRedis() => ConnectionMultiplexer.Connect($"127.0.0.1:{_redisPort},abortConnect=false");

    /// <summary>Kills the Redis.</summary>
    public async Task StopRedisAsync()
    {
        _redis.Kill();
        await _redis.WaitForExitAsync();
    }

    /// <summary>Starts the Redis again with what it held.</summary>
    public void RestartRedis() => _redis = StartRedis();

    /// <summary>The status of a query.</summary>
    public async Task<HttpStatusCode> QueryAsync()
    {
        using var answer = await _client.GetAsync(new Uri($"/api/predictions/{Pipeline}", UriKind.Relative));
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _app, _redis })
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string FileOf(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "MlFunctions.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? throw new InvalidOperationException("Run this inside the repository."), path);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process StartRedis()
    {
        var redis = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_redisPort}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--save", "", "--appendonly", "yes"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        redis.OutputDataReceived += (_, _) => { };
        redis.BeginOutputReadLine();
        return redis;
    }

    private async Task PutAsync(string route, string file)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(FileOf(file)));
        using var answer = await _client.PutAsync(new Uri(route, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private async Task UntilAsync(Func<Task<bool>> isThere)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2);)
        {
            try
            {
                if (await isThere())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"The app was not ready in two minutes; has it ended: {_app.HasExited}.");
    }
}
