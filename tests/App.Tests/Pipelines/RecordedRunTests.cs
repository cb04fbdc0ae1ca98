using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlFunctions.LocalHost.Durable.Replay;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Pipelines;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Pipelines;

/// <summary>
/// Runs that were recorded are replayed against the orchestrator as it is now: a change that would break runs under way is seen here first.
/// RECORD_HISTORIES=1 records them anew, once no run under way can be of the old code.
/// </summary>
public sealed partial class RecordedRunTests
{
    [Theory]
    [InlineData("deployed")]
    [InlineData("rejected")]
    [InlineData("failed")]
    public async Task ARecordedRun_ReplaysToTheSameSteps(string ending)
    {
        if (Environment.GetEnvironmentVariable("RECORD_HISTORIES") == "1")
        {
            // Stack traces name the files of the machine that they were recorded on.
            var json = SourceLocation.Replace((await RecordAsync(ending)).ToJson(), "");
            await File.WriteAllTextAsync(PathOf(ending), json, TestContext.Current.CancellationToken);
        }

        OrchestrationReplay.Run(Read(ending), RetrainPipeline.RunAsync);
    }

    [Fact]
    public void ARunOfAnOrchestratorWithOtherSteps_IsReportedWithTheStep()
    {
        // The recorded run with preparation and segregation called the other way round, as an earlier or later orchestrator might have.
        var json = File.ReadAllText(PathOf("deployed"))
            .Replace("\"PrepareFeatures\"", "\"_\"", StringComparison.Ordinal)
            .Replace("\"SegregateFeatures\"", "\"PrepareFeatures\"", StringComparison.Ordinal)
            .Replace("\"_\"", "\"SegregateFeatures\"", StringComparison.Ordinal);

        var exception = Assert.Throws<NonDeterminismException>(() => OrchestrationReplay.Run(OrchestrationHistory.Parse(json), RetrainPipeline.RunAsync));

        Assert.Contains("step 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SegregateFeatures", exception.Message, StringComparison.Ordinal);
        Assert.Contains("PrepareFeatures", exception.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@" in [^""\\]*:line \d+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SourceLocation { get; }

    private static OrchestrationHistory Read(string ending) => OrchestrationHistory.Parse(File.ReadAllText(PathOf(ending)));

    private static async Task<OrchestrationHistory> RecordAsync(string ending)
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["fail"] = new JsonObject { ["r2"] = ending == "rejected" ? 0.9999 : 0.5 });
        var run = await host.TrainAsync(ending == "failed" ? "orders_placed\n1\n" : Table.Csv());
        return host.Functions.ExportHistory(run.GetProperty("id").GetString()!);
    }

    private static string PathOf(string ending, [CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "Histories", $"{ending}.json");
}
