using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MlFunctions.LocalHost.Tests.State;

namespace MlFunctions.LocalHost.Tests;

/// <summary>
/// The package as somebody else gets it: the app of its README is built from the packed package, with the worker's SDK and a Program.cs that
/// knows nothing of this host, run with <c>dotnet run</c>, and its test of the README is run.
/// </summary>
public sealed partial class PackageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task An_app_that_has_only_the_package_runs_and_its_tests_pass()
    {
        using var folder = new TemporaryFolder();
        var version = $"0.1.0-test.{Environment.ProcessId}";
        foreach (var project in new[] { "functions/ServiceBusBridge", "functions/LocalHost" })
        {
            await DotnetAsync(Root, "pack", project, "-c", Configuration, "--no-build", "-o", Path.Combine(folder.Path, "feed"), $"-p:Version={version}", "--nologo", "-v", "q");
        }

        await WriteAppAsync(folder.Path, version);

        var (exit, output) = await DotnetAsync(folder.Path, "test", "StockApp.Tests", "-c", Configuration, "--nologo");
        Assert.True(exit == 0 && output.Contains("Passed!", StringComparison.Ordinal), output);
        await RunsByItselfAsync(folder.Path);
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    private static async Task WriteAppAsync(string folder, string version)
    {
        var blocks = Code().Matches(await File.ReadAllTextAsync(Path.Combine(Root, "functions/LocalHost/README.md"))).Select(match => match.Groups["code"].Value).ToArray();
        Assert.Equal(3, blocks.Length);
        var (app, tests) = (Directory.CreateDirectory(Path.Combine(folder, "StockApp")), Directory.CreateDirectory(Path.Combine(folder, "StockApp.Tests")));
        await File.WriteAllTextAsync(Path.Combine(app.FullName, "Program.cs"), blocks[0]);
        await File.WriteAllTextAsync(Path.Combine(app.FullName, "StockFunctions.cs"), blocks[1]);
        await File.WriteAllTextAsync(Path.Combine(tests.FullName, "StockTests.cs"), blocks[2]);
        // What it needs of packages it has in the versions of this repository.
        File.Copy(Path.Combine(Root, "Directory.Packages.props"), Path.Combine(folder, "Directory.Packages.props"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.targets"), $"""
            <Project><ItemGroup><PackageVersion Include="MlFunctions.LocalHost" Version="{version}" /></ItemGroup></Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), """
            <configuration><packageSources><add key="packed" value="feed" /></packageSources></configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(app.FullName, "StockApp.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <NoWarn>$(NoWarn);NU1603;NU1902;NU1903</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.DurableTask" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Storage.Blobs" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Sdk" />
                <PackageReference Include="MlFunctions.LocalHost" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(tests.FullName, "StockApp.Tests.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <NoWarn>$(NoWarn);NU1603;NU1902;NU1903</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                <PackageReference Include="xunit.v3.mtp-off" />
                <PackageReference Include="xunit.runner.visualstudio" />
                <ProjectReference Include="../StockApp/StockApp.csproj" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Started by <c>dotnet run</c>, the app answers on its own, and stops when it is told to.</summary>
    private static async Task RunsByItselfAsync(string folder)
    {
        var port = MlFunctions.Tests.LocalPort.Free();
        using var run = Start(folder, "run", "--project", "StockApp", "-c", Configuration, "--no-build", "--", "--port", $"{port}", "--state", Path.Combine(folder, "state"));
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEndAsync();
        try
        {
            await MlFunctions.Tests.LocalPort.ListeningAsync(port, "the app");
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var blobs = Directory.CreateDirectory(Path.Combine(folder, "state/blobs/deliveries"));
            var written = Path.Combine(folder, "monday.json");
            await File.WriteAllTextAsync(written, """{"Product":"tea","Count":3}""");
            File.Move(written, Path.Combine(blobs.FullName, "monday.json"));
            await Testing.Eventually.Is(() => client.GetStringAsync(new Uri("/api/stock/tea", UriKind.Relative)), stock => stock == "3");
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }

        Assert.DoesNotContain("ERROR", await output + await errors, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> DotnetAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        var said = await output + await errors;
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {said}");
        return (process.ExitCode, said);
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // A node that stays for the next build would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Process.Start(start)!;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
