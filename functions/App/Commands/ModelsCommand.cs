using System.CommandLine;
using System.Globalization;
using MlFunctions.Deployment;

namespace MlFunctions.Commands;

/// <summary><c>models PIPELINE</c>: every version, and which serves.</summary>
internal sealed class ModelsCommand : AppCommand
{
    private readonly Argument<string> _pipeline = PipelineArgument();

    public ModelsCommand()
        : base("models", "List the versions of a pipeline's model.") => Add(_pipeline);

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var answer = await run.App.GetTextAsync($"models/{Part(parsed.GetValue(_pipeline)!)}", cancellationToken);
        Show(run, answer);
        return ExitCodes.Done;
    }

    /// <summary>Prints a registry.</summary>
    /// <param name="run">Where and how.</param>
    /// <param name="answer">The registry as JSON.</param>
    public static void Show(CommandRun run, string answer)
    {
        if (run.Json)
        {
            CommandRun.Print(answer);
            return;
        }

        var registry = AppClient.Read<ModelRegistry>(answer);
        string[] metrics = [.. registry.Versions.SelectMany(version => version.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        run.Print(
            ["version", "", "trainer", "deployed", .. metrics],
            registry.Versions.Reverse().Select(version => (string[])
            [
                version.Version.ToString(CultureInfo.InvariantCulture),
                version.Version == registry.Champion ? "serves" : version.Version == registry.Previous ? "previous" : "",
                version.Trainer,
                version.Deployed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                .. metrics.Select(metric => version.Metrics.TryGetValue(metric, out var value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : ""),
            ]));
    }
}
