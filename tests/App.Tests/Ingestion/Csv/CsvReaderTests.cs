using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using static MlFunctions.Tests.Ingestion.Csv.CsvText;

namespace MlFunctions.Tests.Ingestion.Csv;

public sealed class CsvReaderTests
{
    private static readonly CsvColumn[] WordAndNumber = [Word("w"), Number("n")];

    [Fact]
    public async Task A_quoted_cell_may_hold_delimiters_line_ends_and_doubled_quotes()
    {
        var read = await ReadAsync("w,n\n\"a,b\",1\n\"line\r\nbreak\",2\n\"say \"\"hi\"\"\",3\n\"\",4\n", WordAndNumber);
        Assert.Equal(["a,b", "line\r\nbreak", "say \"hi\"", null], read.Words("w"));
        Assert.Equal([1, 2, 3, 4], read.Numbers("n"));
        Assert.Equal(0, read.BadRows);
    }

    [Theory]
    [InlineData("w,n\na,1\nb,2\n")]
    [InlineData("w,n\na,1\nb,2")]
    [InlineData("w,n\r\na,1\r\nb,2\r\n")]
    [InlineData("w,n\ra,1\rb,2\r")]
    [InlineData("w,n\ra,1\r\n\r\n\nb,2")]
    [InlineData("\uFEFFw,n\na,1\nb,2\n")]
    [InlineData("\n\r\nw,n\n\na,1\n\n\nb,2\n\n")]
    [InlineData("\"w\",\"n\"\n\"a\",\"1\"\n\"b\",\"2\"")]
    [InlineData(" w , n \na, 1\nb,\t2 \n")]
    [InlineData("n,x,w\n1,ignored,a\n2,\"ig\nnored\",b\n")]
    public async Task Line_ends_marks_blank_lines_quotes_order_and_extra_columns_do_not_matter(string text)
    {
        var read = await ReadAsync(text, WordAndNumber);
        Assert.Equal(["a", "b"], read.Words("w"));
        Assert.Equal([1, 2], read.Numbers("n"));
        Assert.Equal(0, read.BadRows);
    }

    [Fact]
    public async Task Columns_that_nothing_asks_for_are_reported()
    {
        var read = await ReadAsync("id,n,note\n1,2,x\n", Number("n"));
        Assert.Equal(["id", "note"], read.ExtraColumns);
        Assert.Single(read.Table.Columns);
    }

    [Fact]
    public async Task Delimiter_and_decimal_comma_are_options()
    {
        var read = await ReadAsync("n;w\n1,5;a,b\n-0,25;c\n1.5;d\n1.234,5;e\n", SmallBlocks with { Delimiter = ';', Decimal = ',' }, WordAndNumber);
        Assert.Equal([1.5f, -0.25f], read.Numbers("n"));
        Assert.Equal(["a,b", "c"], read.Words("w"));
        Assert.Equal(["line 4, column 'n': '1.5' is not a number; where it is one, say \"decimal\": \".\" in $.ingestion", "line 5, column 'n': '1.234,5' is not a number; where it is one, say \"thousands\": \".\" in $.ingestion"], read.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public async Task A_missing_number_is_NaN_and_a_missing_word_has_no_code()
    {
        var read = await ReadAsync("w,n\n,1\na,\nb,NA\nNA,null\n", WordAndNumber);
        Assert.Equal([null, "a", "b", "NA"], read.Words("w"));
        Assert.Equal([1, float.NaN, float.NaN, float.NaN], read.Numbers("n"));
    }

    [Fact]
    public async Task Codes_follow_the_declared_words_or_the_first_appearance_in_good_rows()
    {
        const string Text = "w,n\nx,bad\nb,1\na,2\nb,3\n";
        var learned = (CategoryColumn)(await ReadAsync(Text, WordAndNumber)).Table.Get("w");
        Assert.Equal(["b", "a"], learned.Words);
        Assert.Equal([0, 1, 0], learned.Codes);

        var declared = (CategoryColumn)(await ReadAsync(Text, Word("w") with { Words = ["a", "b"] }, Number("n"))).Table.Get("w");
        Assert.Equal(["a", "b"], declared.Words);
        Assert.Equal([1, 0, 1], declared.Codes);
    }

    [Fact]
    public async Task Words_of_any_length_and_number_keep_apart()
    {
        // Around 16 bytes, where words are looked up another way, and more of them than that way takes in.
        var words = Enumerable.Range(0, 40).Select(length => new string('x', length + 1))
            .Concat(Enumerable.Range(0, 600).Select(i => $"w{i}"))
            .Concat(["a,b", "a,c", "\"", "\"\"", "a\"", "é", "ééééééé", "éééééééé"]).ToArray();
        var shuffled = Enumerable.Range(0, 5000).Select(i => words[i * 7919 % words.Length]).ToArray();
        var read = await ReadAsync("w\n" + string.Join('\n', shuffled.Select((w, i) => w.AsSpan().ContainsAny(",\"") || i % 3 == 0 ? $"\"{w.Replace("\"", "\"\"")}\"" : w)), new CsvOptions { BlockLength = 1000 }, Word("w"));
        Assert.Equal(shuffled, read.Words("w"));
    }

    [Fact]
    public async Task Instants_are_seconds_since_1970_UTC()
    {
        var read = await ReadAsync(
            "t\n1970-01-02\n2024-02-29T13:45:00Z\n2024-02-29 13:45:00\n2024-02-29T14:45:00.5+01:00\n29.02.2024\n", new CsvColumn("t", CsvColumnKind.Instant));

        // date -u -d '2024-02-29 13:45' +%s
        Assert.Equal([86400, 1709214300, 1709214300, 1709214300.5], read.Precise("t"));
        Assert.Equal("line 6, column 't': '29.02.2024' is not an ISO 8601 date or time such as 2024-02-29T13:45:00Z", read.Faults[0].ToString());
    }

    [Fact]
    [Trait("Acceptance", "13")]
    public async Task A_table_is_the_same_in_blocks_of_any_length_on_any_number_of_threads()
    {
        var rows = Enumerable.Range(0, 500).Select(i => i % 17 == 3 ? $"w{i % 7},text" : i % 11 == 5 ? $"\"w{i % 7}\r\n\",{i}" : $"w{i % 7},{i / 8.0}");
        var text = "w,n\r\n" + string.Join("\r\n", rows);
        var whole = await ReadAsync(text, new CsvOptions { Threads = 1 }, WordAndNumber);
        foreach (var length in new[] { 1, 7, 31, 32, 33, 64, 100, 1000 })
        {
            var read = await ReadAsync(text, new CsvOptions { BlockLength = length, Threads = 3 }, WordAndNumber);
            Assert.Equal(whole.Numbers("n"), read.Numbers("n"));
            Assert.Equal(((CategoryColumn)whole.Table.Get("w")).Codes, ((CategoryColumn)read.Table.Get("w")).Codes);
            Assert.Equal(((CategoryColumn)whole.Table.Get("w")).Words, ((CategoryColumn)read.Table.Get("w")).Words);
            Assert.Equal(whole.Faults, read.Faults);
            Assert.Equal(whole.BadRows, read.BadRows);
        }
    }

    [Fact]
    [Trait("Acceptance", "19")]
    public async Task The_real_dispatch_table_reads_whole()
    {
        await using var file = File.OpenRead(SharedData.Dispatch);
        var read = await CsvReader.ReadAsync(
            file,
            "dispatch.csv",
            new CsvSchema([Number("orders_placed"), Word("product_code"), new("hours_to_dispatch", CsvColumnKind.PreciseNumber)]),
            cancellationToken: TestContext.Current.CancellationToken);

        // wc -l; and the first line of the file
        Assert.Equal(1000, read.Table.Rows);
        Assert.Equal(0, read.BadRows);
        Assert.Equal(112, read.Numbers("orders_placed")[0]);
        Assert.Equal("SKU004", read.Words("product_code").First());
        Assert.Equal(15.862958518302616, read.Precise("hours_to_dispatch")[0]);
    }
}
