using System.Diagnostics;
using MlFunctions.Emulator.TestApp;

namespace MlFunctions.Emulator.Tests.Testing;

/// <summary>The test app as a process of its own.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> errors = [];

    private AppProcess(Process process) => this.process = process;

    /// <summary>Where it answers; told by the app on its output.</summary>
    public Task<Uri> Address => address.Task;

    /// <summary>What it wrote to standard error, a line each.</summary>
    public IReadOnlyList<string> Errors => errors;

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
        app.process.OutputDataReceived += (_, line) => app.Hear(line.Data);
        app.process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                app.errors.Add(line.Data);
            }
        };
        app.process.Start();
        app.process.BeginOutputReadLine();
        app.process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and what it wrote to standard error.</returns>
    public static async Task<(int ExitCode, IReadOnlyList<string> Errors)> RunAsync(params string[] args)
    {
        await using var app = Start(args);
        await app.process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (app.process.ExitCode, app.Errors);
    }

    /// <summary>Ends it as SIGKILL does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null && line.StartsWith("http", StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line));
        }
    }
}
