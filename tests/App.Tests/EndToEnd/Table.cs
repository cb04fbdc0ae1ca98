using MlFunctions.Tests.Samples;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Tables for tests, each from a seed.</summary>
internal static class Table
{
    /// <summary>A dispatch table.</summary>
    public static string Csv(int rows = 1000, ulong seed = 20) => DispatchTable.Csv(rows, seed);

    /// <summary>A dispatch table with one line put in the place of another.</summary>
    /// <param name="line">Which line, from 1; the header is line 1.</param>
    /// <param name="text">The line.</param>
    public static string CsvWithLine(int line, string text)
    {
        var lines = Csv().Split('\n');
        lines[line - 1] = text;
        return string.Join('\n', lines);
    }
}
