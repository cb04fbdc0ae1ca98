using System.CommandLine;

namespace MlFunctions.Commands;

/// <summary><c>rollback PIPELINE</c>: lets the version serve that served before.</summary>
internal sealed class RollbackCommand : AppCommand
{
    private readonly Argument<string> _pipeline = PipelineArgument();

    public RollbackCommand()
        : base("rollback", "Let the version serve that served before.") => Add(_pipeline);

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        ModelsCommand.Show(run, await run.App.PostAsync($"models/{Part(parsed.GetValue(_pipeline)!)}/rollback", "", cancellationToken));
        return ExitCodes.Done;
    }
}
