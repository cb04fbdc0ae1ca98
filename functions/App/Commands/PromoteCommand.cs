using System.CommandLine;

namespace MlFunctions.Commands;

/// <summary><c>promote PIPELINE VERSION</c>: lets a version serve.</summary>
internal sealed class PromoteCommand : AppCommand
{
    private readonly Argument<string> _pipeline = PipelineArgument();
    private readonly Argument<int> _version = VersionArgument();

    public PromoteCommand()
        : base("promote", "Let a version serve.")
    {
        Add(_pipeline);
        Add(_version);
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var registry = await run.App.PostAsync($"models/{Part(parsed.GetValue(_pipeline)!)}/{parsed.GetValue(_version)}/promote", "", cancellationToken);
        ModelsCommand.Show(run, registry);
        return ExitCodes.Done;
    }
}
