using System.Diagnostics;
using MlFunctions.Emulator.TestApp;

namespace MlFunctions.Emulator.Tests.Testing;

/// <summary>The test app as a process of its own.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];

    private AppProcess(Process process) => _process = process;

    /// <summary>Where it answers; told by the app on its output.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>What it wrote to standard error, a line each.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public static AppProcess Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Greeting).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
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
        await app._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (app._process.ExitCode, app.Errors);
    }

    /// <summary>Ends it as SIGKILL does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null && line.StartsWith("http", StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line));
        }
    }
}
