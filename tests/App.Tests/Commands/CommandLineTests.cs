using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Commands;

/// <summary>The command line, as the processes that a shell starts.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Row = """{"product_code":"SKU001","orders_placed":112}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlfunctions-commands-").FullName;

    private string State => Path.Combine(_folder, "state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Acceptance", "58")]
    public async Task FromAFileToServing_TakesOneCommand_AndBackOneMore()
    {
        var trained = await CommandProcess.RunAsync("train", "dispatch", await FileAsync("week-1.csv", seed: 20), "--state", State);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("dispatch:1 serves", trained.Output, StringComparison.Ordinal);

        var predicted = await CommandProcess.RunAsync("predict", "dispatch", Row, "--state", State);
        Assert.Contains("est_hours_to_dispatch", predicted.Output, StringComparison.Ordinal);
        Assert.Contains("dispatch:1", predicted.Output, StringComparison.Ordinal);

        // From here on an app is running, which the commands ask. Without a file it trains on what is there; this definition asks nothing of a challenger.
        await using var app = await AppProcess.StartAsync(State, "--no-samples");
        await CommandProcess.RunAsync("train", "dispatch", "--definition", await DefinitionAsync("ignore"), "--state", State);
        Assert.Equal(2, Champion(await CommandProcess.RunAsync("models", "dispatch", "--json", "--state", State)));
        Assert.Equal(1, Champion(await CommandProcess.RunAsync("rollback", "dispatch", "--json", "--state", State)));
        Assert.Equal(2, Champion(await CommandProcess.RunAsync("promote", "dispatch", "2", "--json", "--state", State)));

        var models = await CommandProcess.RunAsync("models", "dispatch", "--state", State);
        Assert.Matches(@"2\s+serves\s+\S+", models.Output);
        var runs = await CommandProcess.RunAsync("runs", "dispatch", "--state", State);
        Assert.Contains("train, on the command line", runs.Output, StringComparison.Ordinal);
        Assert.StartsWith("# dispatch:2", (await CommandProcess.RunAsync("card", "dispatch", "2", "--state", State)).Output, StringComparison.Ordinal);
        Assert.Contains("raw/dispatch/week-1.csv", (await CommandProcess.RunAsync("lineage", "dispatch:1", "--state", State)).Output, StringComparison.Ordinal);
        Assert.Contains("promote-model", (await CommandProcess.RunAsync("audit", "dispatch", "--state", State)).Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Acceptance", "57")]
    public async Task GatesThatAreNotPassed_AreExitCode1_WithTheReasons()
    {
        var definition = JsonSerializer.Serialize(JsonDocument.Parse(PipelineHost.Definition)).Replace("\"r2\":0.9}", "\"r2\":0.9999}", StringComparison.Ordinal);
        var path = Path.Combine(_folder, "strict.json");
        await File.WriteAllTextAsync(path, definition, TestContext.Current.CancellationToken);

        var trained = await CommandProcess.RunAsync("train", "dispatch", await FileAsync("week-1.csv", seed: 20), "--definition", path, "--json", "--state", State);

        Assert.Equal(1, trained.ExitCode);
        using var run = JsonDocument.Parse(trained.Output);
        Assert.Equal("rejected", run.RootElement.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Contains("under 0.9999", trained.Output, StringComparison.Ordinal);
        AssertFails(await CommandProcess.RunAsync("predict", "dispatch", Row, "--state", State), 1, "has no model yet");
    }

    [Fact]
    [Trait("Acceptance", "60")]
    public async Task AFileOfRows_IsScoredIntoAFileOfPredictions_AndNothingIsLearnedFromIt()
    {
        var definition = await DefinitionAsync("ignore");
        await using var app = await AppProcess.StartAsync(State, "--no-samples");
        var trained = await CommandProcess.RunAsync("train", "dispatch", await FileAsync("week-1.csv", seed: 20), "--definition", definition, "--state", State);
        Assert.True(trained.ExitCode == 0, trained.Error);
        var rows = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(rows, "product_code,orders_placed\nSKU001,112\nSKU009,5\nSKU002,40\n", TestContext.Current.CancellationToken);
        var scores = Path.Combine(_folder, "scores.csv");

        var scored = await CommandProcess.RunAsync("score", "dispatch", rows, "-o", scores, "--state", State);

        Assert.True(scored.ExitCode == 0, scored.Error);
        Assert.Equal($"3 rows scored by dispatch:1, 1 of which could not be: {scores}", scored.Output.Trim());
        var lines = await File.ReadAllLinesAsync(scores, TestContext.Current.CancellationToken);
        Assert.Equal("row,est_hours_to_dispatch,model_version,error", lines[0]);
        Assert.Equal(4, lines.Length);
        Assert.Contains("SKU009", lines[2], StringComparison.Ordinal);
        using var predicted = JsonDocument.Parse((await CommandProcess.RunAsync("predict", "dispatch", Row, "--json", "--state", State)).Output);
        Assert.StartsWith($"1,{predicted.RootElement.GetProperty("est_hours_to_dispatch").GetRawText()},dispatch:1", lines[1], StringComparison.Ordinal);

        // To a pipe by itself; a dataset of the store by its name; the job where JSON is wanted.
        var piped = await CommandProcess.RunAsync("score", "dispatch", rows, "--version", "1", "--state", State);
        Assert.Equal(lines, piped.Output.TrimEnd().Split('\n'));
        using var job = JsonDocument.Parse((await CommandProcess.RunAsync("score", "dispatch", "--dataset", "week-1.csv", "--json", "--state", State)).Output);
        Assert.Equal(1000, job.RootElement.GetProperty("result").GetProperty("rows").GetInt32());
        Assert.Single(JsonDocument.Parse((await CommandProcess.RunAsync("runs", "dispatch", "--json", "--state", State)).Output).RootElement.EnumerateArray());

        AssertFails(await CommandProcess.RunAsync("score", "dispatch", "--state", State), 2, "Name either a file or a dataset to score.");
        AssertFails(await CommandProcess.RunAsync("score", "dispatch", rows, "--version", "7", "--state", State), 1, "version is 7, expected one of 1");
        AssertFails(await CommandProcess.RunAsync("score", "dispatch", definition, "--state", State), 1, "the column is missing");
    }

    [Fact]
    public async Task AnAppThatRuns_IsAsked_AndOneThatDoesNotAnswerIsToldOf()
    {
        var app = await AppProcess.StartAsync(State, "--no-samples", "--require-keys");
        await using (app)
        {
            var trained = await CommandProcess.RunAsync("train", "dispatch", await FileAsync("week-1.csv", seed: 20), "--state", State);
            Assert.True(trained.ExitCode == 0, trained.Error);

            // The app itself says so: it was there that the run took place.
            await Eventually.TrueAsync(() => app.Output.Contains("dispatch:1 serves after", StringComparison.Ordinal), "the app to report the run");
            File.Delete(Path.Combine(State, "instance.json"));
            AssertFails(await CommandProcess.RunAsync("models", "dispatch", "--state", State), 1, "is in use by another process");
        }

        // A killed app leaves its state free.
        Assert.Equal(1, Champion(await CommandProcess.RunAsync("models", "dispatch", "--json", "--state", State)));
    }

    [Fact]
    public async Task WhatIsWrong_IsOneLine_WithTheExitCodeOfItsKind()
    {
        AssertFails(await CommandProcess.RunAsync("trian", "dispatch"), 2, "trian");
        AssertFails(await CommandProcess.RunAsync("train"), 2, "Required argument 'pipeline' missing");
        AssertFails(await CommandProcess.RunAsync("promote", "dispatch", "two"), 2, "'two'");
        AssertFails(await CommandProcess.RunAsync("train", "dispatch", Path.Combine(_folder, "nothing.csv"), "--state", State), 1, "nothing.csv");
        AssertFails(await CommandProcess.RunAsync("models", "nothing", "--state", State), 1, "There is no pipeline 'nothing'.");
        var nothing = await CommandProcess.RunAsync("train", "dispatch", "--state", State);
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("✗ failed: Pipeline 'dispatch' has no data yet", nothing.Output, StringComparison.Ordinal);
        var help = await CommandProcess.RunAsync("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.All(["train", "predict", "score", "models", "card", "promote", "rollback", "runs", "lineage", "audit", "--json", "--state"], word => Assert.Contains(word, help.Output, StringComparison.Ordinal));
    }

    private static int Champion(CommandProcess command)
    {
        Assert.True(command.ExitCode == 0, command.Error);
        using var registry = JsonDocument.Parse(command.Output);
        return registry.RootElement.GetProperty("champion").GetInt32();
    }

    private static void AssertFails(CommandProcess command, int exitCode, string because)
    {
        Assert.Equal((exitCode, because), (command.ExitCode, command.Error.Contains(because, StringComparison.Ordinal) ? because : command.Error + command.Output));
        Assert.Single(command.Error.TrimEnd().Split('\n'));
    }

    private async Task<string> FileAsync(string name, ulong seed)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, Table.Csv(seed: seed), TestContext.Current.CancellationToken);
        return path;
    }

    private async Task<string> DefinitionAsync(string champion)
    {
        var path = Path.Combine(_folder, $"{champion}.json");
        await File.WriteAllTextAsync(path, PipelineHost.Definition.Replace("must-equal", champion, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return path;
    }
}
