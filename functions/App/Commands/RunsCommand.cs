using System.CommandLine;
using System.Globalization;
using MlFunctions.Pipelines;

namespace MlFunctions.Commands;

/// <summary><c>runs PIPELINE</c>: its runs, newest first.</summary>
internal sealed class RunsCommand : AppCommand
{
    private readonly Argument<string> _pipeline = PipelineArgument();

    public RunsCommand()
        : base("runs", "List the runs of a pipeline, newest first.") => Add(_pipeline);

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var answer = await run.App.GetTextAsync($"pipelines/{Part(parsed.GetValue(_pipeline)!)}/runs", cancellationToken);
        if (run.Json)
        {
            CommandRun.Print(answer);
            return ExitCodes.Done;
        }

        run.Print(["run", "asked", "because", "status", "took", "result"], AppClient.Read<RunView[]>(answer).Select(view => (string[])
        [
            view.Id,
            view.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            view.Reason ?? "",
            view.Status.ToString().ToLowerInvariant(),
            string.Create(CultureInfo.InvariantCulture, $"{(view.Updated - view.Created).TotalSeconds:0.0} s"),
            view.Error ?? view.Result?.ModelVersion ?? string.Join("; ", view.Result?.Reasons ?? []),
        ]));
        return ExitCodes.Done;
    }
}
