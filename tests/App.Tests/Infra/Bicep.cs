using System.Diagnostics;
using System.Reflection;

namespace MlFunctions.Tests.Infra;

/// <summary>The real Bicep compiler, run as a process; it needs no network. Skipped, visibly, where its package has none for this machine.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it printed, complaints included.</param>
internal sealed record Bicep(int ExitCode, string Output)
{
    private static readonly string? Tool = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "BicepPath")?.Value?.Replace('\\', Path.DirectorySeparatorChar);

    /// <summary>Whether it is there.</summary>
    public static bool IsThere => File.Exists(Tool);

    /// <summary>Skips the test where it is not.</summary>
    public static void Require() => Assert.SkipUnless(IsThere, "The Bicep compiler is not there; its package is restored on Linux on x64.");

    /// <summary>Runs it to its end.</summary>
    public static async Task<Bicep> RunAsync(params string[] arguments)
    {
        Require();
        var start = new ProcessStartInfo(Tool!, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Bicep(process.ExitCode, await output + await error);
    }
}
