using Spectre.Console;

namespace MlFunctions.Commands;

/// <summary>
/// A table as wide as the console and no wider, with every column and every number whole: texts of several words are wrapped where that is
/// enough, and otherwise each row is printed as lines of its own.
/// </summary>
internal static class TextTable
{
    // What the border takes beside each column.
    private const int Gap = 3;
    private const int Edge = 2;

    // A text that is narrower than this is not worth wrapping.
    private const int NarrowestText = 16;

    /// <summary>Prints a table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="head">The columns.</param>
    /// <param name="rows">The rows, plain text.</param>
    public static void Print(IAnsiConsole console, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (Widths(head, rows, console.Profile.Width) is { } widths)
        {
            PrintTable(console, head, rows, widths);
        }
        else
        {
            PrintRecords(console, head, rows);
        }
    }

    /// <summary>How wide each column is to be; null: they do not fit beside each other.</summary>
    private static int[]? Widths(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        int[] natural = [.. head.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max())];
        int[] narrowest = [.. head.Select((name, column) => Math.Min(natural[column], Math.Max(LongestWord(name, column, rows), IsText(column, rows) ? NarrowestText : natural[column])))];
        var left = width - Edge - (Gap * head.Count) - narrowest.Sum();
        if (left < 0)
        {
            return null;
        }

        // What is left goes to the texts, the shortest first, so that as few as can be are wrapped.
        foreach (var column in Enumerable.Range(0, head.Count).OrderBy(column => natural[column] - narrowest[column]))
        {
            var more = Math.Min(left, natural[column] - narrowest[column]);
            narrowest[column] += more;
            left -= more;
        }

        return narrowest;
    }

    private static int LongestWord(string name, int column, IReadOnlyList<IReadOnlyList<string>> rows) =>
        rows.Select(row => row[column]).Append(name).SelectMany(text => text.Split(' ')).Max(word => word.Length);

    private static bool IsText(int column, IReadOnlyList<IReadOnlyList<string>> rows) =>
        rows.Any(row => row[column].Length > NarrowestText && row[column].Contains(' ', StringComparison.Ordinal));

    private static void PrintTable(IAnsiConsole console, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, int[] widths)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var column = 0; column < head.Count; column++)
        {
            table.AddColumn(new TableColumn(Markup.Escape(head[column])).Width(widths[column]));
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    private static void PrintRecords(IAnsiConsole console, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var name = head.Max(text => text.Length);
        foreach (var row in rows)
        {
            for (var column = 0; column < head.Count; column++)
            {
                if (row[column].Length > 0)
                {
                    console.WriteLine($"{(column == 0 ? "" : "  ")}{head[column].PadRight(name)}  {row[column]}");
                }
            }

            console.WriteLine();
        }
    }
}
