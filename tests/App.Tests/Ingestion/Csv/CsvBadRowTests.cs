using MlFunctions.Ingestion.Csv;
using static MlFunctions.Tests.Ingestion.Csv.CsvText;

namespace MlFunctions.Tests.Ingestion.Csv;

public sealed class CsvBadRowTests
{
    private static readonly CsvColumn[] Columns =
    [
        Word("w") with { Words = ["a", "b"], Required = true },
        Number("n") with { Minimum = 0, Maximum = 0.3 },
    ];

    [Theory]
    [InlineData("a,abc", "line 3, column 'n': 'abc' is not a number")]
    [InlineData("a,-1", "line 3, column 'n': '-1' is below the minimum 0")]
    [InlineData("a,0.4", "line 3, column 'n': '0.4' is above the maximum 0.3")]
    [InlineData("a,1e999", "line 3, column 'n': '1e999' is beyond the range of a 32-bit floating-point number")]
    [InlineData("a,Infinity", "line 3, column 'n': 'Infinity' is not a number")]
    [InlineData("a,1\0", "line 3, column 'n': '1\\u0000' is not a number")]
    [InlineData("a,0x1F", "line 3, column 'n': '0x1F' is not a number")]
    [InlineData("a,1 2", "line 3, column 'n': '1 2' is not a number")]
    [InlineData("a,=cmd()", "line 3, column 'n': '=cmd()' is not a number")]
    [InlineData("c,0", "line 3, column 'w': 'c' is not one of a, b")]
    [InlineData("A,0", "line 3, column 'w': 'A' is not one of a, b")]
    [InlineData(",0", "line 3, column 'w': missing, but required (\"optional\": true in the definition of a feature lets rows leave it out)")]
    [InlineData("a", "line 3: 1 cells where the header has 2")]
    [InlineData("a,0,", "line 3: 3 cells where the header has 2")]
    [InlineData("a\"b,0", "line 3, column 'w': 'a\"b' has a quote inside, but does not start with one")]
    [InlineData("\"a\"b,0", "line 3, column 'w': '\"a\"b' goes on after its closing quote")]
    public async Task A_row_that_does_not_fit_is_left_out_with_its_reason(string row, string reason)
    {
        var read = await ReadAsync($"w,n\na,0.1\n{row}\nb,0.3\n", Columns);
        Assert.Equal([0.1f, 0.3f], read.Numbers("n"));
        Assert.Equal(["a", "b"], read.Words("w"));
        Assert.Equal(1, read.BadRows);
        Assert.Equal(reason, Assert.Single(read.Faults).ToString());
    }

    [Fact]
    public async Task Lines_are_counted_through_quoted_line_ends_and_blank_lines()
    {
        var read = await ReadAsync("\n\"w\",n\r\n\"a\",\"0\"\n\n\"x\ny\",0\r\nb,oops\n", Columns);
        Assert.Equal([5L, 7L], read.Faults.Select(f => f.Line));
    }

    [Fact]
    public async Task All_bad_rows_are_counted_but_only_the_first_are_described()
    {
        var text = "w,n\na,0\n" + string.Concat(Enumerable.Repeat("c,0\n", 1000));
        var read = await ReadAsync(text, SmallBlocks with { MaxFaults = 3 }, Columns);
        Assert.Equal(1000, read.BadRows);
        Assert.Equal([3L, 4L, 5L], read.Faults.Select(f => f.Line));
    }

    [Fact]
    public async Task A_cell_that_looks_like_a_formula_is_a_text()
    {
        var read = await ReadAsync("w\n=cmd()\n+1\n@x\n", Word("w"));
        Assert.Equal(["=cmd()", "+1", "@x"], read.Words("w"));
    }

    [Fact]
    public async Task A_word_with_a_NUL_byte_is_refused_row_by_row()
    {
        var read = await ReadAsync("word\na\0\nab\na\0\na\n", Word("word"));
        Assert.Equal(["ab", "a"], read.Words("word"));
        Assert.Equal(["line 2, column 'word': 'a\\u0000' has a NUL byte", "line 4, column 'word': 'a\\u0000' has a NUL byte"], read.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public async Task A_stray_quote_spoils_its_row_alone()
    {
        var read = await ReadAsync("w\n5\" pipe\nok\n", Word("w"));
        Assert.Equal(["ok"], read.Words("w"));
        Assert.Equal(1, read.BadRows);
    }
}
