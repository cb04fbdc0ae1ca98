using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Serving.Benchmarks;

/// <summary>A server as a process of its own: our app with three versions of the dispatch sample, or the peer.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Dispatch = "../../samples/dispatch";

    private readonly Process _process;
    private readonly DirectoryInfo _state;
    private readonly HttpClient _client;

    private Server(string program, IReadOnlyList<string> arguments, int port, DirectoryInfo state)
    {
        _state = state;
        _process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/") };
    }

    /// <summary>Where predictions are asked for.</summary>
    public string Predict => $"{_client.BaseAddress}predict/dispatch";

    /// <summary>The process's memory in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts our app and trains the dispatch sample three times, on tables that differ, so that there are three versions.</summary>
    public static async Task<Server> StartOursAsync()
    {
        var (port, state) = (FreePort(), Directory.CreateTempSubdirectory("serving-"));
        var server = new Server("dotnet", ["../../functions/App/bin/Release/net10.0/MlFunctions.App.dll", "--no-samples", "--port", $"{port}", "--state", state.FullName], port, state);
        await server.AnsweringAsync("health");
        var definition = JsonNode.Parse(await File.ReadAllTextAsync($"{Dispatch}/pipeline.json"), nodeOptions: null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        definition["gates"] = new JsonObject { ["champion"] = "ignore" };
        (await server._client.PutAsJsonAsync("pipelines/dispatch", definition)).EnsureSuccessStatusCode();
        var lines = await File.ReadAllLinesAsync($"{Dispatch}/dispatch.csv");
        for (var version = 1; version <= 3; version++)
        {
            // Each without another tenth of the rows.
            var csv = string.Join('\n', lines.Where((_, line) => line == 0 || line % 10 != version));
            (await server._client.PutAsync($"datasets/dispatch/table-{version}.csv", new StringContent(csv))).EnsureSuccessStatusCode();
            await server.ChampionAsync(version);
        }

        return server;
    }

    /// <summary>Starts the peer on the same table.</summary>
    public static async Task<Server> StartPeerAsync()
    {
        var port = FreePort();
        var server = new Server("/usr/bin/python3", ["peers.py", $"{Dispatch}/dispatch.csv", $"{port}", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)], port, Directory.CreateTempSubdirectory("serving-"));
        await server.AnsweringAsync("../docs");
        return server;
    }

    /// <summary>Says who sees requests.</summary>
    public async Task DirectAsync(int champion, params int[] shadows) =>
        (await _client.PutAsJsonAsync("models/dispatch/traffic", new { champion, shadows })).EnsureSuccessStatusCode();

    /// <summary>How many rows shadows have scored, as the score store has them once nothing more is written to it.</summary>
    public async Task<long> ShadowedRowsAsync()
    {
        var scores = Directory.CreateDirectory(Path.Combine(_state.FullName, "blobs", "scores"));
        long Written() => scores.EnumerateFiles("*.jsonl", SearchOption.AllDirectories).Sum(file => file.Length);
        for (var before = -1L; before != Written();)
        {
            before = Written();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return scores.EnumerateFiles("*.jsonl", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadLines(file.FullName))
            .Where(line => line.Contains("\"role\":\"Shadow\"", StringComparison.Ordinal))
            .Sum(line => (long)line.AsSpan().Count("\"est_hours_to_dispatch\":"));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _state.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task AnsweringAsync(string route) => UntilAsync(async () => (await _client.GetAsync(route)).IsSuccessStatusCode);

    private Task ChampionAsync(int version) => UntilAsync(async () =>
        await _client.GetFromJsonAsync<JsonElement>("health") is var health
        && health.GetProperty("pipelines").GetProperty("dispatch").ToString() == $"dispatch:{version}");

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!limit.IsCancellationRequested)
            {
                // It does not listen yet.
            }

            await Task.Delay(100, limit.Token);
        }
    }
}
