using System.Text;
using System.Text.Unicode;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Turns the content of one cell into a value of its column, or says why it cannot. One instance a thread.</summary>
internal sealed class CsvCellParser(CsvOptions options)
{
    private const string MissingButRequired = "missing, but required (\"optional\": true in the definition of a feature lets rows leave it out)";

    private readonly byte[][] _missing = [.. options.MissingNumbers.Select(Encoding.UTF8.GetBytes)];
    private byte[] _pointed = [];

    /// <summary>Stores the value; gives what is wrong with it where it is not stored, and null otherwise.</summary>
    public string? Store(ReadOnlySpan<byte> content, CsvField field, int slot, Utf8Words[] words)
    {
        switch (field.Column!.Kind)
        {
            case CsvColumnKind.Number:
                return StoreNumber(content, field, slot, single: true);
            case CsvColumnKind.PreciseNumber:
                return StoreNumber(content, field, slot, single: false);
            case CsvColumnKind.Instant:
                return StoreInstant(content, field, slot);
            default:
                return StoreWord(content, field, slot, words);
        }
    }

    private string? StoreNumber(ReadOnlySpan<byte> content, CsvField field, int slot, bool single)
    {
        content = Trim(content);
        var value = float.NaN;
        var precise = double.NaN;
        if (IsMissing(content))
        {
            if (field.Column!.Required)
            {
                return MissingButRequired;
            }
        }
        else
        {
            var pointed = WithPoint(content);
            if (!(single ? CsvNumber.TryParse(pointed, out value, out precise) : CsvNumber.TryParse(pointed, out precise)))
            {
                return $"{Excerpt.Of(content)} is not a number";
            }

            if (single ? !float.IsFinite(value) : !double.IsFinite(precise))
            {
                return $"{Excerpt.Of(content)} is beyond the range of a {(single ? 32 : 64)}-bit floating-point number";
            }

            if (precise < field.Minimum || precise > field.Maximum)
            {
                return precise < field.Minimum
                    ? $"{Excerpt.Of(content)} is below the minimum {field.Minimum}"
                    : $"{Excerpt.Of(content)} is above the maximum {field.Maximum}";
            }
        }

        if (single)
        {
            field.Singles[slot] = value;
        }
        else
        {
            field.Doubles[slot] = precise;
        }

        return null;
    }

    private static string? StoreInstant(ReadOnlySpan<byte> content, CsvField field, int slot)
    {
        content = Trim(content);
        field.Doubles[slot] = double.NaN;
        if (content.IsEmpty)
        {
            return field.Column!.Required ? MissingButRequired : null;
        }

        Span<char> text = stackalloc char[Instant.Longest];
        if (content.Length > text.Length || !Instant.TryParse(text[..Encoding.Latin1.GetChars(content, text)], out var seconds))
        {
            return $"{Excerpt.Of(content)} is not an ISO 8601 date or time such as 2024-02-29T13:45:00Z";
        }

        field.Doubles[slot] = seconds;
        return null;
    }

    private static string? StoreWord(ReadOnlySpan<byte> content, CsvField field, int slot, Utf8Words[] known)
    {
        if (content.IsEmpty)
        {
            field.Codes[slot] = CategoryColumn.Missing;
            return field.Column!.Required ? MissingButRequired : null;
        }

        if (field.Declared is { } declared)
        {
            return declared.TryFind(content, out field.Codes[slot])
                ? null
                : $"{Excerpt.Of(content)} is not one of {string.Join(", ", field.Column!.Words.Take(10))}{(field.Column.Words.Count > 10 ? ", …" : "")}";
        }

        // A word is looked at closely only when it is new to the thread.
        var words = known[field.Category];
        if (!words.TryFind(content, out field.Codes[slot]))
        {
            if (content.Contains((byte)0))
            {
                return $"{Excerpt.Of(content)} has a NUL byte";
            }

            if (!Utf8.IsValid(content))
            {
                return "not UTF-8";
            }

            field.Codes[slot] = words.Add(content.ToArray());
        }

        return null;
    }

    private bool IsMissing(ReadOnlySpan<byte> content)
    {
        foreach (var missing in _missing)
        {
            if (content.SequenceEqual(missing))
            {
                return true;
            }
        }

        return content.IsEmpty;
    }

    /// <summary>The same number with a decimal point; empty, which is no number, where it has one that is not its decimal separator.</summary>
    private ReadOnlySpan<byte> WithPoint(ReadOnlySpan<byte> content)
    {
        if (options.Decimal == '.')
        {
            return content;
        }

        if (content.Contains((byte)'.'))
        {
            return [];
        }

        if (_pointed.Length < content.Length)
        {
            _pointed = new byte[content.Length];
        }

        content.Replace(_pointed, (byte)options.Decimal, (byte)'.');
        return _pointed.AsSpan(0, content.Length);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> content) => content.Trim(" \t"u8);
}
