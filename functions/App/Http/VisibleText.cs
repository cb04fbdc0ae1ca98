using System.Globalization;
using System.Text;

namespace MlFunctions.Http;

/// <summary>
/// Text that others sent, made safe to show: a control character becomes its escape, so that it neither commands a terminal nor begins a
/// line of a log that looks like the app's own, and a long text is cut.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text with every control character written as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfFirst(IsUnsafe);
        if (first < 0)
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var character in text.AsSpan(first))
        {
            _ = IsUnsafe(character) ? visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : visible.Append(character);
        }

        return visible.ToString();
    }

    /// <summary>The text as it is shown, at most so many characters of it; what is cut is counted.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? Of(text) : string.Create(CultureInfo.InvariantCulture, $"{Of(text[..Whole(text, most)])}… ({text.Length:N0} characters)");

    /// <summary>Names as a message lists them: the first few, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names, int most = 50) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - most:N0} more") : "");

    // Half of a surrogate pair is no character.
    private static int Whole(string text, int most) => char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;

    // Beside C0 and C1: line and paragraph separators, and what turns the direction of what follows.
    private static bool IsUnsafe(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static int IndexOfFirst(this ReadOnlySpan<char> text, Predicate<char> matches)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (matches(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
