using System.Diagnostics;
using MlFunctions.LocalHost.TestApp;

namespace MlFunctions.LocalHost.Tests.Testing;

/// <summary>The test app as a process of its own.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _said = new(0);
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];

    private AppProcess(Process process) => _process = process;

    /// <summary>Where it answers; told by the app on its output.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>What it wrote to standard output, a line each; complete when it has ended.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>What it wrote to standard error, a line each; complete when it has ended.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public static AppProcess Start(params string[] args) =>
        Start(new ProcessStartInfo("dotnet", [typeof(Greeting).Assembly.Location, .. args]));

    /// <summary>Starts it so that no file that it writes can grow beyond a size; writing more is an error.</summary>
    public static AppProcess StartWithFileSizeLimit(int kibibytes, params string[] args) => Start(new ProcessStartInfo(
        "bash",
        ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet \"$@\"", "bash", typeof(Greeting).Assembly.Location, .. args])
    {
        // The runtime would map its code through one large file.
        Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
    });

    /// <summary>Starts it so that its managed heap cannot grow beyond a size; allocating more throws <see cref="OutOfMemoryException"/>.</summary>
    public static AppProcess StartWithHeapLimit(int mebibytes, params string[] args) => Start(new ProcessStartInfo("dotnet", [typeof(Greeting).Assembly.Location, .. args])
    {
        Environment = { ["DOTNET_GCHeapHardLimit"] = $"0x{mebibytes * 1024L * 1024:X}" },
    });

    /// <summary>Starts it so that what it may read and write is for the modes of files to say, as it is for everyone but root.</summary>
    public static AppProcess StartBoundByFileModes(params string[] args)
    {
        const string Overrides = "-dac_override,-dac_read_search";
        return Environment.IsPrivilegedProcess
            ? Start(new ProcessStartInfo("setpriv", ["--bounding-set", Overrides, "--inh-caps", Overrides, "dotnet", typeof(Greeting).Assembly.Location, .. args]))
            : Start(args);
    }

    private static AppProcess Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, false);
        start.WorkingDirectory = Path.GetTempPath();
        var app = new AppProcess(new Process { StartInfo = start });
        app._process.OutputDataReceived += (_, line) => app.Hear(line.Data);
        app._process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                app._errors.Add(line.Data);
            }
        };
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and what it wrote to standard error.</returns>
    public static async Task<(int ExitCode, IReadOnlyList<string> Errors)> RunAsync(params string[] args)
    {
        await using var app = Start(args);
        return (await app.EndAsync(), app.Errors);
    }

    /// <summary>Waits until it has written so many lines to standard output, or has ended.</summary>
    public async Task SayAsync(int lines)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        for (var line = 0; line < lines; line++)
        {
            await _said.WaitAsync(patience.Token);
        }
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it by SIGKILL.</summary>
    /// <returns>Its exit code: 128 and the signal's number.</returns>
    public async Task<int> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _said.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Add(line);
        _said.Release();
        if (line.StartsWith("http", StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line));
        }
    }
}
