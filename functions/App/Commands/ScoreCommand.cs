using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using MlFunctions.Scoring;
using Spectre.Console;

namespace MlFunctions.Commands;

/// <summary><c>score PIPELINE FILE</c>: the rows of a CSV file, or of a dataset that is in the store, with a prediction for each.</summary>
internal sealed class ScoreCommand : AppCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Argument<string> _pipeline = PipelineArgument();
    private readonly Argument<FileInfo?> _file = new("file") { Description = "A CSV file of rows to score; nothing is learned from it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _dataset = new("--dataset") { Description = "Score this dataset of the store, rather than a file.", HelpName = "NAME" };
    private readonly Option<int?> _version = new("--version") { Description = "The version that scores; otherwise the one that serves.", HelpName = "VERSION" };
    private readonly Option<FileInfo?> _output = new("--output", "-o") { Description = "Write the scores here; otherwise to the standard output.", HelpName = "FILE" };

    public ScoreCommand()
        : base("score", "Score the rows of a CSV file, and write a CSV of predictions.")
    {
        Add(_pipeline);
        Add(_file);
        Add(_dataset);
        Add(_version);
        Add(_output);
        Validators.Add(result =>
        {
            if (result.GetValue(_file) is null == result.GetValue(_dataset) is null)
            {
                result.AddError("Name either a file or a dataset to score.");
            }
        });
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var route = $"predict/{Part(parsed.GetValue(_pipeline)!)}";
        var accepted = AppClient.Read<AcceptedJob>(await StartAsync(parsed, run.App, route, cancellationToken));
        var output = parsed.GetValue(_output);
        var (job, json) = await WaitAsync(run, $"{route}/batch/{accepted.JobId}", showsBar: output is not null, cancellationToken);
        if (job.Result is not { } result)
        {
            throw new CommandException(job.Error ?? $"The job {accepted.JobId} has ended without a result.");
        }

        if (output is not null)
        {
            await using var file = output.Create();
            await run.App.CopyAsync($"{route}/batch/{accepted.JobId}/result", file, cancellationToken);
        }

        if (run.Json)
        {
            CommandRun.Print(json);
        }
        else if (output is null)
        {
            await using var standard = Console.IsOutputRedirected ? Console.OpenStandardOutput() : new TerminalStream(Console.OpenStandardOutput());
            await run.App.CopyAsync($"{route}/batch/{accepted.JobId}/result", standard, cancellationToken);
        }
        else
        {
            var unfit = result.BadRows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {result.BadRows:N0} of which could not be");
            run.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Rows:N0} rows scored by {result.ModelVersion}{unfit}: {output}"));
        }

        return ExitCodes.Done;
    }

    private async Task<string> StartAsync(ParseResult parsed, AppClient app, string route, CancellationToken cancellationToken)
    {
        var version = parsed.GetValue(_version);
        if (parsed.GetValue(_dataset) is { } dataset)
        {
            return await app.PostAsync($"{route}/batch", JsonSerializer.Serialize(new { dataset, version }), cancellationToken);
        }

        await using var rows = parsed.GetValue(_file)!.OpenRead();
        return await app.PostAsync(version is null ? $"{route}/file" : string.Create(CultureInfo.InvariantCulture, $"{route}/file?version={version}"), rows, "text/csv", cancellationToken);
    }

    private static async Task<(ScoringJobView Job, string Json)> WaitAsync(CommandRun run, string route, bool showsBar, CancellationToken cancellationToken)
    {
        var bars = showsBar && !run.Json && run.Console.Profile.Capabilities.Interactive ? new Bars(run.Console) : null;
        try
        {
            while (true)
            {
                var json = await run.App.GetTextAsync(route, cancellationToken);
                var job = AppClient.Read<ScoringJobView>(json);
                bars?.Show("scoring", job.Progress is { Parts: > 0 } progress ? progress.Scored / (double)progress.Parts : 0);
                if (job.Status is not (OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended))
                {
                    return (job, json);
                }

                await Task.Delay(Interval, cancellationToken);
            }
        }
        finally
        {
            bars?.End();
        }
    }
}
