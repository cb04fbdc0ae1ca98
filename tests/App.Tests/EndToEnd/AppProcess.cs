using System.Diagnostics;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>The app as a process of its own, which can be killed.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessOutput _output;

    private AppProcess(Process process, ProcessOutput output, int port)
    {
        _process = process;
        _output = output;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>A client of the app.</summary>
    public HttpClient Client { get; }

    /// <summary>What the app has printed.</summary>
    public string Output => string.Join('\n', Lines);

    /// <summary>The lines that the app has printed.</summary>
    public IReadOnlyList<string> Lines => _output.Lines;

    /// <summary>Starts the app and waits until it answers.</summary>
    /// <param name="stateDirectory">Where it keeps its state.</param>
    /// <param name="arguments">Further options.</param>
    public static async Task<AppProcess> StartAsync(string stateDirectory, params string[] arguments)
    {
        var app = Launch(stateDirectory, arguments);
        await app.AnswersAsync();
        return app;
    }

    /// <summary>Starts the app and waits for nothing.</summary>
    /// <param name="stateDirectory">Where it keeps its state.</param>
    /// <param name="arguments">Further options.</param>
    public static AppProcess Launch(string stateDirectory, params string[] arguments) => Launch(stateDirectory, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <inheritdoc cref="Launch(string, string[])"/>
    /// <param name="stateDirectory">Where it keeps its state.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">Further options.</param>
    public static AppProcess Launch(string stateDirectory, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var port = LocalPort.Free();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlFunctions.App.dll"), "--state", stateDirectory, "--port", $"{port}", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        return new AppProcess(process, ProcessOutput.Of(process), port);
    }

    /// <summary>Waits until the lines that the app has printed are as asked, or it has ended.</summary>
    public Task PrintsAsync(Predicate<IReadOnlyList<string>> areAsAsked) => _output.WaitAsync(areAsAsked, TestContext.Current.CancellationToken);

    /// <summary>SIGKILL. What was printed until then has been read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Waits until the app answers.</summary>
    public Task AnswersAsync() => Eventually.TrueAsync(
        async () =>
        {
            Assert.False(_process.HasExited, $"The app ended before it answered:\n{Output}");
            try
            {
                using var answer = await Client.GetAsync(new Uri("/api/health", UriKind.Relative), TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "the app to answer");
}
