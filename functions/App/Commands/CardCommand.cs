using System.CommandLine;

namespace MlFunctions.Commands;

/// <summary><c>card PIPELINE VERSION</c>: the model card, as Markdown.</summary>
internal sealed class CardCommand : AppCommand
{
    private readonly Argument<string> _pipeline = PipelineArgument();
    private readonly Argument<int> _version = VersionArgument();

    public CardCommand()
        : base("card", "Print the model card of a version, as Markdown.")
    {
        Add(_pipeline);
        Add(_version);
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var route = $"models/{Part(parsed.GetValue(_pipeline)!)}/{parsed.GetValue(_version)}/card?format={(run.Json ? "json" : "md")}";
        CommandRun.Print(await run.App.GetTextAsync(route, cancellationToken));
        return ExitCodes.Done;
    }
}
