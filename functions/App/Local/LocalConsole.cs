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
}
