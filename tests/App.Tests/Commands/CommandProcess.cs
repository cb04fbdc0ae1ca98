using System.Diagnostics;

namespace MlFunctions.Tests.Commands;

/// <summary>A command of the app, run as a process of its own.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record CommandProcess(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandProcess> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandProcess(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command.</summary>
    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlFunctions.App.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
