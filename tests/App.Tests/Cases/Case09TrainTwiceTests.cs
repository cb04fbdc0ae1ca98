using System.Text.Json;
using MlFunctions.Tests.Commands;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 9: what is trained on twice on the command line is trained on twice.</summary>
public sealed class Case09TrainTwiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlfunctions-twice-").FullName;

    private string State => Path.Combine(_folder, "state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheSameFile_IsTrainedOnAgain_ANewerOneThereOrNot()
    {
        var (first, second, definition) = (await WriteAsync("week-1.csv", Table.Csv()), await WriteAsync("week-2.csv", Table.Csv(seed: 2)), await WriteAsync(
            "pipeline.json", PipelineHost.Definition.Replace("must-equal", "ignore", StringComparison.Ordinal)));
        await using var app = await AppProcess.StartAsync(State, "--no-samples");

        var batches = new List<string>();
        foreach (var file in new[] { first, first, second, first })
        {
            var trained = await CommandProcess.RunAsync("train", "dispatch", file, "--definition", definition, "--json", "--state", State);
            Assert.True(trained.ExitCode == 0, trained.Error + trained.Output);
            batches.Add(JsonDocument.Parse(trained.Output).RootElement.GetProperty("progress").GetProperty("batchId").GetString()!.Split('-')[1]);
        }

        Assert.Equal(["1", "1", "2", "1"], batches);
        var other = await CommandProcess.RunAsync("train", "dispatch", await WriteAsync("week-1.csv", Table.Csv(seed: 3)), "--state", State);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("is there already", other.Error, StringComparison.Ordinal);
        Assert.Single(other.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task AFileThatDoesNotFit_IsOneLine()
    {
        var definition = await WriteAsync("pipeline.json", PipelineHost.Definition);
        var wrong = await CommandProcess.RunAsync("train", "dispatch", await WriteAsync("wrong.csv", "a,b\n1,2\n"), "--definition", definition, "--state", State);

        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("orders_placed", wrong.Error, StringComparison.Ordinal);
        Assert.Single(wrong.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Case25_TheVersion_IsPrinted()
    {
        var version = await CommandProcess.RunAsync("--version");

        Assert.Equal(0, version.ExitCode);
        Assert.Matches(@"^\d+\.\d+", version.Output);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
