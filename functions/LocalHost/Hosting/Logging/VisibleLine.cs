using System.Globalization;
using System.Text;

namespace MlFunctions.LocalHost.Hosting.Logging;

/// <summary>A line of the log in which nothing commands the terminal or begins another line, whatever names and messages hold.</summary>
internal static class VisibleLine
{
    /// <summary>The text on one line, control characters written out.</summary>
    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (!line.Any(IsUnsafe))
        {
            return line;
        }

        var visible = new StringBuilder(line.Length + 16);
        foreach (var character in line)
        {
            _ = IsUnsafe(character) ? visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : visible.Append(character);
        }

        return visible.ToString();
    }

    private static bool IsUnsafe(char character) => char.IsControl(character) || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
