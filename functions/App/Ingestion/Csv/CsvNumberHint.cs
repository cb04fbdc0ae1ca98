using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>What a definition could say so that a cell which is no number would be one.</summary>
internal static class CsvNumberHint
{
    private static readonly string[] Currencies = ["$", "€", "£", "¥", "₹", "USD", "EUR", "GBP", "CHF", "JPY"];

    /// <summary>The hint, to go after what is wrong; empty: there is none.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="options">How it was read.</param>
    public static string Of(ReadOnlySpan<byte> cell, CsvOptions options)
    {
        if (cell.Length > 60 || !cell.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(cell);
        var currency = Array.Find(Currencies, mark => text.StartsWith(mark, StringComparison.Ordinal) || text.EndsWith(mark, StringComparison.Ordinal));
        foreach (var (style, point) in Styles(options, currency, text.EndsWith('%')))
        {
            var buffer = new byte[cell.Length];
            var plain = style.Plain(cell, (byte)point, buffer, out _);
            if (CsvNumber.TryParse(plain, out double _))
            {
                return $"; where it is one, say {Said(style, point, options)} in $.ingestion";
            }
        }

        return "";
    }

    // What says least comes first.
    private static IEnumerable<(CsvNumberStyle Style, char Point)> Styles(CsvOptions options, string? currency, bool isPercent)
    {
        foreach (var point in new[] { options.Decimal, options.Decimal == '.' ? ',' : '.' })
        {
            foreach (var thousands in new char?[] { options.Numbers.Thousands, ',', '.', ' ', '\'' })
            {
                if (thousands != point)
                {
                    yield return (options.Numbers with
                    {
                        Thousands = thousands,
                        Currency = currency is null ? options.Numbers.Currency : [.. options.Numbers.Currency, currency],
                        Percent = isPercent ? options.Numbers.Percent ?? CsvPercent.Fraction : options.Numbers.Percent,
                    }, point);
                }
            }
        }
    }

    private static string Said(CsvNumberStyle style, char point, CsvOptions options)
    {
        var said = new List<string>();
        if (point != options.Decimal)
        {
            said.Add($"\"decimal\": \"{point}\"");
        }

        if (style.Thousands is { } thousands && thousands != options.Numbers.Thousands)
        {
            said.Add($"\"thousands\": \"{thousands}\"");
        }

        if (style.Currency.Count > options.Numbers.Currency.Count)
        {
            said.Add($"\"currency\": [\"{style.Currency[^1]}\"]");
        }

        if (style.Percent is not null && options.Numbers.Percent is null)
        {
            said.Add("\"percent\": \"fraction\" (0.12 for 12 %) or \"number\" (12)");
        }

        return string.Join(" and ", said);
    }
}
