using MlFunctions.Http;
using MlFunctions.Local;
using Spectre.Console;

namespace MlFunctions.Commands;

/// <summary>What a command works with.</summary>
/// <param name="App">The app.</param>
/// <param name="Json">Whether the answer is wanted as the app gives it.</param>
internal sealed record CommandRun(AppClient App, bool Json)
{
    // What a pipe or a file gets is not to be wrapped.
    private const int PlainWidth = 1000;

    /// <summary>Where people read: the console, in colours on a terminal.</summary>
    public IAnsiConsole Console { get; } = LocalConsole.Create();

    /// <summary>Prints JSON as it is.</summary>
    public static void Print(string json) => System.Console.Out.WriteLine(json);

    /// <summary>Prints a table.</summary>
    /// <param name="head">The columns.</param>
    /// <param name="rows">The rows, plain text.</param>
    public void Print(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.Profile.Width = Math.Min(Console.Profile.Width, PlainWidth);
        TextTable.Print(Console, head, [.. rows.Select(IReadOnlyList<string> (row) => [.. row.Select(VisibleText.Of)])]);
    }
}
