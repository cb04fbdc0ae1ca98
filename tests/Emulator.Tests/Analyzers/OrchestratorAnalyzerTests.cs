using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.DurableTask;
using MlFunctions.Emulator.Analyzers;

namespace MlFunctions.Emulator.Tests.Analyzers;

public sealed class OrchestratorAnalyzerTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(TaskOrchestrationContext).Assembly.Location),
    ];

    [Theory]
    [InlineData("_ = DateTime.UtcNow;", "DURABLE0001: 'DateTime.UtcNow'")]
    [InlineData("_ = DateTimeOffset.Now;", "DURABLE0001: 'DateTimeOffset.Now'")]
    [InlineData("_ = TimeProvider.System;", "DURABLE0001: 'TimeProvider.System'")]
    [InlineData("_ = Guid.NewGuid();", "DURABLE0002: 'Guid.NewGuid'")]
    [InlineData("_ = new Random();", "DURABLE0002: 'new Random'")]
    [InlineData("await Task.Delay(1);", "DURABLE0003: 'Task.Delay'")]
    [InlineData("Thread.Sleep(1);", "DURABLE0003: 'Thread.Sleep'")]
    [InlineData("await Task.Run(() => 1);", "DURABLE0004: 'Task.Run'")]
    [InlineData("await context.CallActivityAsync<int>(\"A\").ConfigureAwait(false);", "DURABLE0004: 'Task.ConfigureAwait'")]
    [InlineData("_ = File.ReadAllText(\"a\");", "DURABLE0005: 'File.ReadAllText'")]
    [InlineData("using var http = new HttpClient();", "DURABLE0005: 'new HttpClient'")]
    [InlineData("_ = Environment.GetEnvironmentVariable(\"A\");", "DURABLE0006: 'Environment.GetEnvironmentVariable'")]
    [InlineData("Func<DateTime> clock = () => DateTime.Now;", "DURABLE0001: 'DateTime.Now'")]
    public async Task Orchestrator_UsingWhatIsNotReplayed_IsWarned(string statement, string warning)
    {
        var found = Assert.Single(await AnalyzeAsync($"public static async Task Run(TaskOrchestrationContext context) {{ {statement} await Task.Yield(); }}"));

        Assert.StartsWith(warning, $"{found.Id}: {found.GetMessage()}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static async Task Run(TaskOrchestrationContext context) { _ = context.CurrentUtcDateTime; _ = context.NewGuid(); await context.CreateTimer(TimeSpan.FromDays(1), default); }")]
    [InlineData("public static async Task Run(TaskActivityContext context) { _ = DateTime.UtcNow; await Task.Delay(1); }")]
    [InlineData("public static async Task Run(string input) { _ = Guid.NewGuid(); await Task.Run(() => 1); }")]
    [InlineData("public static async Task Run(TaskOrchestrationContext context) { _ = new DateTime(2024, 1, 1); await context.CallActivityAsync(\"A\"); }")]
    public async Task OtherCode_IsNotWarned(string method) => Assert.Empty(await AnalyzeAsync(method));

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(string method)
    {
        var source = $$"""
            using System; using System.IO; using System.Net.Http; using System.Threading; using System.Threading.Tasks; using Microsoft.DurableTask;
            public static class Functions { {{method}} }
            """;
        var compilation = CSharpCompilation.Create("analyzed", [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers([new OrchestratorAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
