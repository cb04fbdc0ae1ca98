using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlFunctions.LocalHost.Tests.State;

namespace MlFunctions.LocalHost.Tests;

/// <summary>The code in the README: the app is compiled as it stands there, and the test of it is run.</summary>
public sealed partial class ReadmeTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Fact]
    public async Task The_app_of_the_readme_passes_the_test_of_the_readme()
    {
        using var folder = new TemporaryFolder();
        var blocks = Code().Matches(await File.ReadAllTextAsync(Readme(), TestContext.Current.CancellationToken)).Select(match => match.Groups["code"].Value).ToArray();
        Assert.Equal(3, blocks.Length);

        var app = Compile(Path.Combine(folder.Path, "StockApp.dll"), [], blocks[0], blocks[1]);
        var test = Compile(Path.Combine(folder.Path, "StockApp.Tests.dll"), [app], blocks[2]);

        AssemblyLoadContext.Default.LoadFromAssemblyPath(app);
        var main = AssemblyLoadContext.Default.LoadFromAssemblyPath(test).EntryPoint!;
        await Task.Run(() => main.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, [Array.Empty<string>()], culture: null), TestContext.Current.CancellationToken);
    }

    private static string Compile(string path, string[] references, params string[] sources)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            sources.Prepend(ImplicitUsings).Select(source => CSharpSyntaxTree.ParseText(source)),
            platform.Concat(references).Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(path);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
        return path;
    }

    private static string Readme([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "../../functions/LocalHost/README.md");

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
