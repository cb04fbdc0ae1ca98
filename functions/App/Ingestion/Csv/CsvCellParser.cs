using System.Text;
using System.Text.Unicode;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Turns the content of one cell into a value of its column, or says why it cannot. One instance a thread.</summary>
internal sealed class CsvCellParser(CsvOptions options)
{
    private const string MissingButRequired = "missing, but required (\"optional\": true in the definition of a feature lets rows leave it out)";

    private readonly byte[][] _missing = [.. options.MissingNumbers.Concat(options.MissingWords).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _missingWords = [.. options.MissingWords.Select(Encoding.UTF8.GetBytes)];
    private byte[] _plain = [];

    /// <summary>Stores the value; gives what is wrong with it where it is not stored, and null otherwise.</summary>
    public string? Store(ReadOnlySpan<byte> content, bool isQuoted, CsvField field, int slot, Utf8Words[] words)
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
                return StoreWord(content, isQuoted, field, slot, words);
        }
    }

    private string? StoreNumber(ReadOnlySpan<byte> content, CsvField field, int slot, bool single)
    {
        content = Trim(content);
        var value = float.NaN;
        var precise = double.NaN;
        if (IsMissing(content, _missing))
        {
            if (field.Column!.Required)
            {
                return MissingButRequired;
            }
        }
        else
        {
            var plain = Plain(content, out var scale);
            if (!(single ? CsvNumber.TryParse(plain, out value, out precise) : CsvNumber.TryParse(plain, out precise)))
            {
                return $"{Excerpt.Of(content)} is not a number{CsvNumberHint.Of(content, options)}";
            }

            if (scale != 1)
            {
                precise /= scale;
                value = (float)precise;
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

    private string? StoreInstant(ReadOnlySpan<byte> content, CsvField field, int slot)
    {
        content = Trim(content);
        field.Doubles[slot] = double.NaN;
        if (IsMissing(content, _missing))
        {
            return field.Column!.Required ? MissingButRequired : null;
        }

        Span<char> text = stackalloc char[Instant.Longest];
        var seconds = double.NaN;
        var fault = content.Length > text.Length ? field.Column!.Instants.Expected : field.Column!.Instants.Read(text[..Encoding.Latin1.GetChars(content, text)], out seconds);
        if (fault is not null)
        {
            return $"{Excerpt.Of(content)} {fault}";
        }

        field.Doubles[slot] = seconds;
        return null;
    }

    private string? StoreWord(ReadOnlySpan<byte> raw, bool isQuoted, CsvField field, int slot, Utf8Words[] known)
    {
        var content = isQuoted ? raw : Trim(raw);
        if (IsMissing(content, _missingWords))
        {
            field.Codes[slot] = CategoryColumn.Missing;
            return field.Column!.Required ? MissingButRequired : null;
        }

        if (field.Declared is { } declared)
        {
            // Models and definitions of old may know a word with the spaces that stood around it.
            return declared.TryFind(content, out field.Codes[slot]) || declared.TryFind(raw, out field.Codes[slot])
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

    private static bool IsMissing(ReadOnlySpan<byte> content, byte[][] marks)
    {
        foreach (var missing in marks)
        {
            if (content.SequenceEqual(missing))
            {
                return true;
            }
        }

        return content.IsEmpty;
    }

    /// <summary>The same number with a decimal point and nothing beside; empty, which is no number, where it is not written as it should be.</summary>
    private ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> content, out double scale)
    {
        scale = 1;
        if (options.Decimal == '.' && options.Numbers.IsPlain)
        {
            return content;
        }

        if (_plain.Length < content.Length)
        {
            _plain = new byte[content.Length];
        }

        return options.Numbers.Plain(content, (byte)options.Decimal, _plain, out scale);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> content) => content.Trim(" \t"u8);
}
