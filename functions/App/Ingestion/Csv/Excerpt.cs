using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>A cell as it is shown in a message: in single quotes, cut where it is long, control characters made visible.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(ReadOnlySpan<byte> cell)
    {
        var text = new StringBuilder(Longest + 8).Append('\'');
        foreach (var character in Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, Longest)]))
        {
            _ = char.IsControl(character) ? text.Append($"\\u{(int)character:x4}") : text.Append(character);
        }

        return text.Append(cell.Length > Longest ? "…'" : "'").ToString();
    }
}
