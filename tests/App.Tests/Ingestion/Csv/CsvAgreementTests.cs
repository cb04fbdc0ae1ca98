using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlFunctions.Ingestion.Csv;
using static MlFunctions.Tests.Ingestion.Csv.CsvText;

namespace MlFunctions.Tests.Ingestion.Csv;

/// <summary>Random tables, written in random ways, are read alike by this reader and by CsvHelper.</summary>
public sealed class CsvAgreementTests
{
    private static readonly CsvColumn[] Columns = [Word("w"), Number("n")];

    [Fact]
    public void Random_tables_read_as_CsvHelper_reads_them() =>
        Prop.ForAll(Arb.From(Tables), table =>
        {
            var expected = CsvOracle.Read(Encoding.UTF8.GetBytes(table.Text));
            var read = ReadAsync(table.Text, new CsvOptions { BlockLength = table.BlockLength, Threads = 2 }, Columns).GetAwaiter().GetResult();
            Assert.NotNull(expected);
            Assert.Equal(expected.ToString(), CsvOracle.Of(read).ToString());
            Assert.Equal(table.Words, read.Words("w"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(17, 19));

    private static Gen<Table> Tables =>
        from rows in Gen.ListOf(Gen.Zip(Words, Numbers)).Where(r => r.Count > 0)
        from lineEnd in Gen.Elements("\n", "\r\n", "\r")
        from quotes in Gen.Choose(0, 3)
        from swapped in Gen.Elements(true, false)
        from blockLength in Gen.Choose(1, 100)
        select Write(rows, lineEnd, quotes, swapped, blockLength);

    private static Gen<string> Words =>
        from pieces in Gen.NonEmptyListOf(Gen.Elements("a", "SKU001", " ", ",", "\"", "\"\"", "\n", "\r\n", "\r", "é", "日本", "😀", ";", "'", "=1+1", "\t"))
        select string.Concat(pieces);

    private static Gen<string> Numbers => Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(i => i.ToString(CultureInfo.InvariantCulture)),
        ArbMap.Default.GeneratorFor<float>().Where(float.IsFinite).Select(f => f.ToString("R", CultureInfo.InvariantCulture)),
        Gen.Elements("", "NA", "1e5", ".5", "-0"));

    private static Table Write(IEnumerable<(string Word, string Number)> rows, string lineEnd, int quotes, bool swapped, int blockLength)
    {
        var text = new StringBuilder(swapped ? "n,w" : "w,n").Append(lineEnd);
        foreach (var (word, number) in rows)
        {
            var cells = new[] { Quote(word, quotes == 1), Quote(number, quotes == 2) };
            text.AppendJoin(',', swapped ? cells.Reverse() : cells).Append(lineEnd);
        }

        // Spaces around a word are part of it only within quotes.
        return new Table(text.ToString(), [.. rows.Select(r => Quote(r.Word, quotes == 1).StartsWith('"') ? r.Word : r.Word.Trim(' ', '\t')).Select(word => word.Length == 0 ? null : word)], blockLength);
    }

    private static string Quote(string cell, bool always) =>
        always || cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private sealed record Table(string Text, string?[] Words, int BlockLength);
}
