using System.CommandLine;

namespace MlFunctions.Commands;

/// <summary>A command of the command line.</summary>
/// <param name="name">What it is called.</param>
/// <param name="description">What it does, in one line.</param>
internal abstract class AppCommand(string name, string description) : Command(name, description)
{
    /// <summary>Does it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public abstract Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken);

    /// <summary>The argument that names the pipeline.</summary>
    protected static Argument<string> PipelineArgument() => new("pipeline") { Description = "The pipeline." };

    /// <summary>The argument that names a version.</summary>
    protected static Argument<int> VersionArgument() => new("version") { Description = "The version, from 1." };

    /// <summary>A part of a route.</summary>
    protected static string Part(string text) => Uri.EscapeDataString(text);
}
