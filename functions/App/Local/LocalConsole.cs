using System.Runtime.CompilerServices;
using MlFunctions.Http;
using Spectre.Console;

namespace MlFunctions.Local;

/// <summary>The console that the user reads: in colours on a terminal, as plain lines of any length in a file or a pipe.</summary>
internal static class LocalConsole
{
    /// <summary>The console of this process.</summary>
    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = int.MaxValue;
        return console;
    }

    /// <summary>Writes a line of markup with values, none of which can write markup of its own or command the terminal.</summary>
    public static void Say(this IAnsiConsole console, FormattableString line) => console.MarkupLineInterpolated(
        FormattableStringFactory.Create(line.Format, [.. line.GetArguments().Select(value => value is string text ? VisibleText.Of(text) : value)]));
}
