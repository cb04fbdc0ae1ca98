using System.CommandLine;
using Microsoft.Azure.Functions.Worker.Builder;
using MlFunctions.Http;

namespace MlFunctions.Commands;

/// <summary>
/// The command line: <c>train</c>, <c>predict</c>, <c>score</c> and the like, each through the app's own API. Without a command the app serves.
/// </summary>
internal sealed class AppCommands
{
    private const string DefaultState = ".mlfunctions";

    private readonly FunctionsApplicationBuilder _builder;
    private readonly Option<string> _state = new("--state") { Description = "Where state and blobs are kept.", HelpName = "DIR", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FUNCTIONS_STATE") ?? DefaultState };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, as the API answers.", Recursive = true };

    private AppCommands(FunctionsApplicationBuilder builder) => _builder = builder;

    /// <summary>Whether the command line names a command, or asks which there are; otherwise the app serves.</summary>
    public static bool AreIn(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || first is "--help" or "-h" or "-?" or "--version");

    /// <summary>The arguments of a host that a command starts: on the same state, out of the way of any other.</summary>
    public static string[] HostArguments(string[] args)
    {
        string[] alone = ["--address", "127.0.0.1", "--port", "0", "--no-samples"];
        var state = Array.FindIndex(args, arg => arg == "--state" || arg.StartsWith("--state=", StringComparison.Ordinal));
        return state < 0 ? alone
            : args[state].Contains('=', StringComparison.Ordinal) ? [.. alone, args[state]]
            : state + 1 < args.Length ? [.. alone, "--state", args[state + 1]]
            : alone;
    }

    /// <summary>Runs a command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="builder">Builds the app, for where none is running.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, FunctionsApplicationBuilder builder)
    {
        var parsed = new AppCommands(builder).Root().Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            await Console.Error.WriteLineAsync($"{FaultOf(parsed, error.Message)} See --help.");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; what was under way goes on when the app is next started on this state.");
            return ExitCodes.Failed;
        }
        catch (Exception exception) when (exception is CommandException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(VisibleText.Of(exception.Message.ReplaceLineEndings(" ")));
            return ExitCodes.Failed;
        }
    }

    private static string FaultOf(ParseResult parsed, string message) =>
        parsed is { CommandResult.Command: RootCommand root, UnmatchedTokens: [var unknown, ..] }
            ? $"There is no command '{unknown}'; there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}."
            : message.ReplaceLineEndings(" ");

    private RootCommand Root() => new("A machine-learning pipeline as one function app. Without a command it serves: --state, --port, --address, --require-keys and --no-samples say how.")
    {
        _state,
        _json,
        With(new TrainCommand()),
        With(new PredictCommand()),
        With(new ScoreCommand()),
        With(new ModelsCommand()),
        With(new CardCommand()),
        With(new PromoteCommand()),
        With(new RollbackCommand()),
        With(new RunsCommand()),
        With(new LineageCommand()),
        With(new AuditCommand()),
    };

    private AppCommand With(AppCommand command)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await AppSession.OpenAsync(Path.GetFullPath(parsed.GetValue(_state)!), _builder, cancellationToken);
            return await command.RunAsync(parsed, new CommandRun(session.Client, parsed.GetValue(_json)), cancellationToken);
        });
        return command;
    }
}
