using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Tests.Ingestion.Csv;

/// <summary>What CsvHelper 34 makes of a file, with the rules for values told once more, in strings.</summary>
internal sealed partial record CsvOracle(IReadOnlyList<string?[]> Rows, int BadRows)
{
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789+-.eE");

    /// <summary>The good rows as the columns <c>w</c> (word) and <c>n</c> (number, as its float's bits), and how many are bad; null where the file as a whole breaks the rules.</summary>
    public static CsvOracle? Read(byte[] bytes)
    {
        var isTerminated = true;
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrimWhitespace = false,
            OnMalformedRecord = record => isTerminated &= record.Reason != CsvMalformedReason.UnterminatedQuote,
        };
        using var reader = CsvHelper.CsvReader.Create(bytes, options);
        var records = new List<(string Value, string Raw)[]>();
        while (reader.Read())
        {
            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetString(i), Encoding.UTF8.GetString(reader.GetRawSpan(i))))]);
        }

        var names = records.Count == 0 ? [] : records[0].Select(n => n.Value.Trim()).ToArray();
        var word = Array.IndexOf(names, "w");
        var number = Array.IndexOf(names, "n");
        if (!isTerminated || word < 0 || number < 0)
        {
            return null;
        }

        var rows = records.Skip(1).Select(r => r.Length == names.Length && IsWellFormed(r[word].Raw) && IsWellFormed(r[number].Raw) ? Row(r[word].Raw.StartsWith('"') ? r[word].Value : r[word].Value.Trim(' ', '\t'), r[number].Value) : null).ToArray();
        return new CsvOracle([.. rows.OfType<string?[]>()], rows.Count(r => r is null));
    }

    /// <summary>The same of what our reader made of it.</summary>
    public static CsvOracle Of(CsvResult read)
    {
        var numbers = read.Numbers("n");
        return new CsvOracle([.. read.Words("w").Select((w, r) => new[] { w, Bits(numbers[r]) })], read.BadRows);
    }

    public override string ToString() => $"{BadRows} bad; " + string.Join(" | ", Rows.Select(r => string.Join(" ~ ", r)));

    private static bool IsWellFormed(string raw) => WellFormed().IsMatch(raw);

    private static string?[]? Row(string word, string number)
    {
        number = number.Trim(' ', '\t');
        var isMissing = number.Length == 0 || CsvOptions.Default.MissingNumbers.Contains(number);
        var value = float.NaN;
        return word.Contains('\0') || (!isMissing && (number.AsSpan().ContainsAnyExcept(Numeric) || !float.TryParse(number, CultureInfo.InvariantCulture, out value) || !float.IsFinite(value)))
            ? null
            : [word.Length == 0 ? null : word, Bits(value)];
    }

    private static string Bits(float value) => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);

    [GeneratedRegex("""\A(?:[^"]*|"(?:[^"]|"")*")\z""", RegexOptions.None, 1000)]
    private static partial Regex WellFormed();
}
