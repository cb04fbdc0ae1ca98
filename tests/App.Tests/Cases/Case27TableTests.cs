using MlFunctions.Commands;
using Spectre.Console;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 27: tables of any width show every column and break no number.</summary>
public sealed class Case27TableTests
{
    private static readonly string[] Runs = ["run", "asked", "because", "status", "took", "result"];

    private static readonly string[] Run =
        ["dispatch.week-1-0a1b2c3d4e5f", "2026-01-02 03:04", "data raw/dispatch/week-1.csv; 40 corrections", "failed", "12.5 s", "raw/dispatch/week-1.csv, line 2, column 'orders_placed': none of the 3 rows can be used"];

    private static readonly string[] Models = ["version", "", "trainer", "deployed", "r2", "mae", "rmse", "mape", "mase", "accuracy", "precision", "recall"];

    private static readonly string[] Model = ["12", "serves", "gradient-boosting", "2026-01-02 03:04", "0.9693", "0.1234", "0.5678", "0.0123", "0.9999", "0.8765", "0.7654", "0.6543"];

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    [InlineData(1000)]
    public void EveryColumnIsThere_AndNoWordOrNumberIsBroken(int width)
    {
        foreach (var (head, row) in new[] { (Runs, Run), (Models, Model) })
        {
            var lines = Print(width, head, row);
            var words = lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

            Assert.All(head.Concat(row).SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)), word => Assert.Contains(word, words));
            // What has no place beside the others has a line of its own, as long as it is.
            Assert.True(width < 80 || lines.Where(line => line.Contains("  ", StringComparison.Ordinal)).All(line => line.TrimEnd().Length <= Math.Max(width, head.Max(name => name.Length) + 4 + row.Max(cell => cell.Length))), string.Join('\n', lines));
        }
    }

    [Fact]
    public void WhereThereIsRoom_ARowIsALine()
    {
        Assert.Contains(Print(200, Models, Model), line => line.Contains("0.9693", StringComparison.Ordinal) && line.Contains("0.6543", StringComparison.Ordinal));
        Assert.Contains(Print(1000, Runs, Run), line => line.Contains(Run[0], StringComparison.Ordinal) && line.TrimEnd().EndsWith("can be used", StringComparison.Ordinal));
    }

    [Fact]
    public void AtTheWidthOfATerminal_TextsAreWrapped_AndTheTableIsATable()
    {
        var lines = Print(140, Runs, Run);

        Assert.Contains(lines, line => line.Contains(Run[0], StringComparison.Ordinal) && line.Contains("12.5 s", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 140, line));
    }

    private static string[] Print(int width, string[] head, params string[][] rows)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        TextTable.Print(console, head, rows);
        return text.ToString().Split('\n');
    }
}
