using System.Text;
using MlFunctions.Ingestion.Csv;
using static MlFunctions.Tests.Ingestion.Csv.CsvText;

namespace MlFunctions.Tests.Ingestion.Csv;

public sealed class CsvRefusalTests
{
    [Theory]
    [InlineData("", "t.csv: the file is empty")]
    [InlineData("\uFEFF", "t.csv: the file is empty")]
    [InlineData("\r\n\n", "t.csv: there is no header")]
    [InlineData("w,n", "t.csv: there is a header but no row")]
    [InlineData("w,n\r\n\r\n", "t.csv: there is a header but no row")]
    [InlineData("w\0,n\na,1\n", "t.csv: the file starts as UTF-16, UTF-32 or binary data does; save it as UTF-8")]
    [InlineData("w,n,x\0\na,1,2\n", "t.csv, line 1: the header has 'x\\u0000', which is not UTF-8 text; save the file as UTF-8, or say $.ingestion.encoding")]
    [InlineData("\n\nw,m\na,1\n", "t.csv, line 3, column 'n': the column is missing; the header has w, m")]
    [InlineData("w,m\na,1\n", "t.csv, line 1, column 'n': the column is missing; the header has w, m")]
    [InlineData("w,n,x,n\na,1,2,3\n", "t.csv, line 1, column 'n': the header names it 2 times; names must differ")]
    [InlineData("w,n\na,1\n\"b,2\nc,3\n", "t.csv, line 3: a quote is opened here and never closed")]
    [InlineData("w,n\na,1\nb,\"", "t.csv, line 3: a quote is opened here and never closed")]
    [InlineData("\"w,n\na,1\n", "t.csv, line 1: a quote is opened here and never closed")]
    [InlineData("w\",n\na,1\n", "t.csv, line 1: the header's name 'w\"' has a quote where none may be")]
    [InlineData("w,n\na,x\nb,y\n", "t.csv, line 2, column 'n': none of the 2 rows can be used; the first: 'x' is not a number")]
    public async Task A_file_that_cannot_be_read_is_refused_with_what_is_wrong_and_where(string text, string message)
    {
        var refusal = await Assert.ThrowsAsync<CsvException>(() => ReadAsync(text, Word("w"), Number("n")));
        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public async Task Other_encodings_are_refused_by_name()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            var withMark = encoding.GetPreamble().Concat(encoding.GetBytes("w\na\n")).ToArray();
            foreach (var bytes in new[] { withMark, encoding.GetBytes("w\na\n") })
            {
                var refusal = await Assert.ThrowsAsync<CsvException>(() => ReadAsync(bytes, SmallBlocks, Word("w")));
                Assert.Equal("t.csv: the file starts as UTF-16, UTF-32 or binary data does; save it as UTF-8", refusal.Message);
            }
        }
    }

    [Fact]
    public async Task Latin_1_is_refused_where_it_first_shows()
    {
        var refusal = await Assert.ThrowsAsync<CsvException>(() => ReadAsync(Encoding.Latin1.GetBytes("w\na\ncafé\n"), SmallBlocks, Word("w")));
        Assert.Equal("t.csv, line 3, column 'w': 'caf\uFFFD' is not UTF-8, which was assumed; save the file as UTF-8, or say $.ingestion.encoding", refusal.Message);

        refusal = await Assert.ThrowsAsync<CsvException>(() => ReadAsync(Encoding.Latin1.GetBytes("é\na\n"), SmallBlocks, Word("w")));
        Assert.Equal("t.csv, line 1: the header has '\uFFFD', which is not UTF-8 text; save the file as UTF-8, or say $.ingestion.encoding", refusal.Message);
    }

    [Fact]
    public async Task Too_many_columns_are_refused()
    {
        var header = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}"));
        var refusal = await Assert.ThrowsAsync<CsvException>(() => ReadAsync(header + "\n", CsvOptions.Default, Word("c0")));
        Assert.Equal("t.csv, line 1: more than 16384 columns, which is the limit", refusal.Message);
    }

    [Fact]
    public async Task Too_many_rows_are_refused()
    {
        var refusal = await Assert.ThrowsAsync<CsvException>(() => ReadAsync("w\na\nb\nc\nd\n", SmallBlocks with { MaxRows = 3 }, Word("w")));
        Assert.Equal("t.csv, line 1: more than 3 rows, which is the limit", refusal.Message);
        Assert.Equal(3, (await ReadAsync("w\na\nb\nc\n", SmallBlocks with { MaxRows = 3 }, Word("w"))).Table.Rows);
    }

    [Theory]
    [InlineData((byte)'x')]
    [InlineData((byte)'"')]
    [InlineData((byte)',')]
    public async Task A_line_of_two_gigabytes_is_refused_after_the_limit_is_read(byte filling)
    {
        using var stream = new EndlessLine("w\na\n\"b"u8.ToArray(), filling, 2L << 30);
        var refusal = await Assert.ThrowsAsync<CsvException>(
            () => CsvReader.ReadAsync(stream, "t.csv", new CsvSchema([Word("w")]), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("t.csv, line 3: a record is longer than 4194304 bytes, which is the limit", refusal.Message);
        Assert.InRange(stream.Position, 0, 6 << 20);
    }

    [Fact]
    public async Task A_record_within_the_limit_is_read_though_it_spans_many_blocks()
    {
        var word = new string('x', 1000);
        var read = await ReadAsync($"w\na\n{word}\n", SmallBlocks with { MaxRecordLength = 1100 }, Word("w"));
        Assert.Equal(["a", word], read.Words("w"));
    }
}
