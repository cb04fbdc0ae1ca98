using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>What numbers have beside digits, sign, decimals and exponent.</summary>
public sealed record CsvNumberStyle
{
    /// <summary>What stands between groups of three digits; null: nothing.</summary>
    public char? Thousands { get; init; }

    /// <summary>What may stand before or after an amount, <c>$</c> or <c>EUR</c>; empty: nothing.</summary>
    public IReadOnlyList<string> Currency { get; init; } = [];

    /// <summary>What <c>12 %</c> is: 0.12 (<c>fraction</c>) or 12 (<c>number</c>); null: no number.</summary>
    public CsvPercent? Percent { get; init; }

    /// <summary>Whether numbers have nothing of it.</summary>
    public bool IsPlain => Thousands is null && Currency.Count == 0 && Percent is null;

    /// <summary>The number without its decorations and with a decimal point; empty, which is no number, where they are not as they are declared.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="point">What stands before decimals.</param>
    /// <param name="buffer">A place of at least the cell's length.</param>
    /// <param name="scale">What the number is to be divided by.</param>
    public ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> cell, byte point, Span<byte> buffer, out double scale)
    {
        scale = 1;
        if (Percent is { } percent && cell.EndsWith("%"u8))
        {
            cell = cell[..^1].TrimEnd(" \t"u8);
            scale = percent == CsvPercent.Fraction ? 100 : 1;
        }

        var sign = cell is [(byte)'-' or (byte)'+', ..] ? cell[..1] : [];
        cell = WithoutCurrency(cell[sign.Length..]);
        if (sign.IsEmpty && cell is [(byte)'-' or (byte)'+', ..])
        {
            sign = cell[..1];
            cell = cell[1..];
        }

        sign.CopyTo(buffer);
        var length = Digits(cell, point, buffer[sign.Length..]);
        return length < 0 ? [] : buffer[..(sign.Length + length)];
    }

    private ReadOnlySpan<byte> WithoutCurrency(ReadOnlySpan<byte> cell)
    {
        foreach (var currency in Currency)
        {
            var mark = Encoding.UTF8.GetBytes(currency);
            if (cell.StartsWith(mark))
            {
                return cell[mark.Length..].TrimStart(" \t"u8);
            }

            if (cell.EndsWith(mark))
            {
                return cell[..^mark.Length].TrimEnd(" \t"u8);
            }
        }

        return cell;
    }

    /// <summary>Copies digits without what stands between their groups; −1 where the groups are not of three digits.</summary>
    private int Digits(ReadOnlySpan<byte> cell, byte point, Span<byte> digits)
    {
        var end = cell.IndexOf(point);
        end = end < 0 ? cell.Length : end;
        var separator = (byte)(Thousands ?? '\0');
        var (length, group, isGrouped) = (0, 0, false);
        for (var i = 0; i < cell.Length; i++)
        {
            if (i < end && Thousands is not null && cell[i] == separator)
            {
                if (group == 0 || group > 3 || (isGrouped && group != 3))
                {
                    return -1;
                }

                (group, isGrouped) = (0, true);
                continue;
            }

            if (i == end && isGrouped && group != 3)
            {
                return -1;
            }

            // A point that is not the decimal separator is none at all.
            if (cell[i] == '.' && point != '.')
            {
                return -1;
            }

            digits[length++] = cell[i] == point ? (byte)'.' : cell[i];
            group++;
        }

        return end == cell.Length && isGrouped && group != 3 ? -1 : length;
    }
}
