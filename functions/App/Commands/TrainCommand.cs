using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Ingestion;
using MlFunctions.Local;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Commands;

/// <summary><c>train PIPELINE [FILE]</c>: brings data in and waits for its run, or runs on the newest data that is there.</summary>
internal sealed class TrainCommand : AppCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Argument<string> _pipeline = PipelineArgument();
    private readonly Argument<FileInfo?> _file = new("file") { Description = "A CSV file to train from; without one: the newest data.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<FileInfo?> _definition = new("--definition") { Description = "Store this pipeline.json first.", HelpName = "FILE" };
    private readonly Option<string?> _name = new("--name") { Description = "What the data is called in the store; otherwise as the file.", HelpName = "NAME" };

    public TrainCommand()
        : base("train", "Train a pipeline and deploy the best model if it passes its gates; exit code 1 if none does.")
    {
        Add(_pipeline);
        Add(_file);
        Add(_definition);
        Add(_name);
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var pipeline = parsed.GetValue(_pipeline)!;
        await DefineAsync(run, pipeline, parsed.GetValue(_definition), cancellationToken);
        var runId = parsed.GetValue(_file) is { } file
            ? await BringInAsync(run.App, pipeline, file, parsed.GetValue(_name) ?? file.Name, cancellationToken)
            : await AskAsync(run.App, pipeline, cancellationToken);
        var (view, json) = await WaitAsync(run, runId, cancellationToken);
        if (run.Json)
        {
            CommandRun.Print(json);
        }

        return view.Result?.Outcome == RunOutcome.Deployed ? ExitCodes.Done : ExitCodes.Failed;
    }

    // A pipeline that the app is shipped with is there as soon as somebody trains it.
    private static async Task DefineAsync(CommandRun run, string pipeline, FileInfo? definition, CancellationToken cancellationToken)
    {
        var route = $"pipelines/{Part(pipeline)}";
        var file = definition ?? (await run.App.ExistsAsync(route, cancellationToken) ? null : new SampleLibrary().Find(pipeline)?.Definition);
        if (file is not null)
        {
            await using var content = file.OpenRead();
            await run.App.PutAsync(route, content, "application/json", cancellationToken);
        }
    }

    private static async Task<string> BringInAsync(AppClient app, string pipeline, FileInfo file, string name, CancellationToken cancellationToken)
    {
        if (await PutAsync(app, file, $"datasets/{Part(pipeline)}/{Part(name)}", cancellationToken) is { } answer)
        {
            using var stored = JsonDocument.Parse(answer);
            var batchId = stored.RootElement.GetProperty("batchId").GetString()!;
            var definition = await app.GetAsync<JsonElement>($"pipelines/{Part(pipeline)}", cancellationToken);
            var startsItself = !definition.TryGetProperty("retrain", out var retrain) || !retrain.TryGetProperty("onData", out var onData) || onData.ValueKind != JsonValueKind.False;
            return startsItself ? await RunOnAsync(app, pipeline, batchId, cancellationToken) : await AskAsync(app, pipeline, cancellationToken);
        }

        await using var content = file.OpenRead();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        var batches = await app.GetAsync<Batch[]>($"datasets/{Part(pipeline)}?limit=1000", cancellationToken);
        return Array.Find(batches, batch => batch.File == name && batch.Hash == hash) is { } same
            ? await AskAsync(app, pipeline, cancellationToken, same == batches[0] ? null : same.BatchId)
            : throw new CommandException($"{RawData.PathOf(pipeline, name)} is there already, and raw data is never overwritten; give the data another name with --name.");
    }

    // A request that has been sent has closed its file.
    private static async Task<string?> PutAsync(AppClient app, FileInfo file, string route, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        return await app.PutAsync(route, content, "text/csv", cancellationToken);
    }

    private static async Task<string> AskAsync(AppClient app, string pipeline, CancellationToken cancellationToken, string? dataset = null)
    {
        var body = JsonSerializer.Serialize(new { reason = "train, on the command line", dataset }, AppJson.Web);
        using var asked = JsonDocument.Parse(await app.PostAsync($"pipelines/{Part(pipeline)}/runs", body, cancellationToken));
        return asked.RootElement.GetProperty("runId").GetString()!;
    }

    // Data asks for its run by itself; with others it shares one.
    private static async Task<string> RunOnAsync(AppClient app, string pipeline, string batchId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var runs = await app.GetAsync<RunView[]>($"pipelines/{Part(pipeline)}/runs", cancellationToken);
            if (Array.Find(runs, run => run.Requests.Any(request => request.BatchId == batchId)) is { } found)
            {
                return found.Id;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    private static async Task<(RunView View, string Json)> WaitAsync(CommandRun run, string runId, CancellationToken cancellationToken)
    {
        await using var display = RunDisplay.Create(run);
        while (true)
        {
            var json = await run.App.GetTextAsync($"runs/{Part(runId)}", cancellationToken);
            var view = AppClient.Read<RunView>(json);
            display.Show(view);
            if (view.Result is not null || view.Error is not null)
            {
                return (view, json);
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }
}
