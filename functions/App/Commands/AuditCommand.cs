using System.CommandLine;
using System.Globalization;
using MlFunctions.Audit;

namespace MlFunctions.Commands;

/// <summary><c>audit [PIPELINE]</c>: who did what when, newest first.</summary>
internal sealed class AuditCommand : AppCommand
{
    private readonly Argument<string?> _pipeline = new("pipeline") { Description = "The pipeline; without it: all.", Arity = ArgumentArity.ZeroOrOne };

    public AuditCommand()
        : base("audit", "Show who did what when, newest first.") => Add(_pipeline);

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var pipeline = parsed.GetValue(_pipeline);
        var answer = await run.App.GetTextAsync(pipeline is null ? "audit" : $"audit?pipeline={Part(pipeline)}", cancellationToken);
        if (run.Json)
        {
            CommandRun.Print(answer);
            return ExitCodes.Done;
        }

        run.Print(["at", "by", "action", "subject", ""], AppClient.Read<AuditPage>(answer).Entries.Select(entry => (string[])
        [
            entry.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            entry.By,
            entry.Action,
            entry.Subject,
            entry.Detail ?? "",
        ]));
        return ExitCodes.Done;
    }
}
