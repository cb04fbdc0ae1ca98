using System.Text.Json.Nodes;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Tests.Ingestion.Csv;

namespace MlFunctions.Tests.Cases;

/// <summary>Cases 13, 14 and 16: what stands for a missing value, how numbers are decorated, names and headers of columns, yes and no.</summary>
public sealed class Case13MissingAndDecoratedTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("NA")]
    [InlineData("n/a")]
    [InlineData("#N/A")]
    [InlineData("None")]
    [InlineData("-")]
    [InlineData(" ? ")]
    [InlineData("\"NULL\"")]
    public async Task Case13_TheUsualMarks_AreMissingNumbersAndDates_AndWordsAsTheyStand(string mark)
    {
        var read = await DefinedFile.ReadAsync(
            $"x,k,y,d\n{mark},{mark},2,{mark}\n1,b,3,2024-01-01\n",
            definition => definition["features"]!.AsArray().Add(JsonNode.Parse("""{"name":"d","type":"date","optional":true}""")));

        Assert.Equal(0, read.BadRows);
        Assert.True(float.IsNaN(read.Numbers("x")[0]));
        Assert.True(double.IsNaN(read.Precise("d")[0]));
        var word = mark.Trim().Trim('"');
        Assert.Equal(word.Length == 0 ? null : word, read.Words("k").First());
    }

    [Fact]
    public async Task Case13_MarksOfTheDefinition_AreMissingWordsToo_AndMissingNumbers()
    {
        var read = await DefinedFile.ReadAsync("x,k,y\n-999,NA,2\n1,unknown,3\n2,b,4\n", DefinedFile.Ingestion("""{"missing":["NA","-999","unknown"]}"""));

        Assert.Equal([null, null, "b"], read.Words("k"));
        Assert.True(float.IsNaN(read.Numbers("x")[0]));
        Assert.Equal(0, read.BadRows);

        var required = await DefinedFile.ReadAsync("x,k,y\n1,NA,2\n1,b,3\n1,NA,3\n", definition =>
        {
            DefinedFile.Ingestion("""{"missing":["NA"]}""")(definition);
            definition["features"]![1]!["optional"] = false;
        });
        Assert.Equal(2, required.BadRows);
    }

    [Theory]
    [InlineData("1,000", """{"thousands":",","decimal":".","delimiter":";"}""", 1000)]
    [InlineData("-1,234,567.5", """{"thousands":",","decimal":".","delimiter":";"}""", -1234567.5)]
    [InlineData("1.234,5", """{"thousands":".","decimal":",","delimiter":";"}""", 1234.5)]
    [InlineData("1 234,5", """{"thousands":" ","decimal":",","delimiter":";"}""", 1234.5)]
    [InlineData("1'234.5", """{"thousands":"'","decimal":".","delimiter":";"}""", 1234.5)]
    [InlineData("$5", """{"currency":["$"],"delimiter":";"}""", 5)]
    [InlineData("-$1,500.25", """{"currency":["$"],"thousands":",","decimal":".","delimiter":";"}""", -1500.25)]
    [InlineData("5 €", """{"currency":["€"],"delimiter":";"}""", 5)]
    [InlineData("EUR 5", """{"currency":["EUR"],"delimiter":";"}""", 5)]
    [InlineData("12 %", """{"percent":"fraction","delimiter":";"}""", 0.12)]
    [InlineData("12%", """{"percent":"number","delimiter":";"}""", 12)]
    [InlineData("7", """{"percent":"number","currency":["$"],"thousands":",","decimal":".","delimiter":";"}""", 7)]
    public async Task Case14_ADecoratedNumber_IsReadAsDeclared(string cell, string ingestion, double expected)
    {
        var read = await DefinedFile.ReadAsync($"x;k;y\n{cell};a;{cell}\n1;b;2\n", DefinedFile.Ingestion(ingestion));

        Assert.Equal(0, read.BadRows);
        Assert.Equal((float)expected, read.Numbers("x")[0]);
        Assert.Equal(expected, read.Precise("y")[0], 1e-9);
    }

    [Theory]
    [InlineData("1,00")]
    [InlineData("1,0000")]
    [InlineData(",123")]
    [InlineData("12,34,567")]
    [InlineData("1,234,5")]
    public async Task Case14_GroupsThatAreNotOfThreeDigits_AreNoNumber(string cell)
    {
        var read = await DefinedFile.ReadAsync($"x;k;y\n{cell};a;1\n1;b;2\n", DefinedFile.Ingestion("""{"thousands":",","decimal":".","delimiter":";"}"""));

        Assert.Equal(1, read.BadRows);
    }

    [Theory]
    [InlineData("\"1,000\"", "\"thousands\": \",\"")]
    [InlineData("$5", "\"currency\": [\"$\"]")]
    [InlineData("12 %", "\"percent\": \"fraction\"")]
    [InlineData("\"1.234,0\"", "\"decimal\": \",\" and \"thousands\": \".\"")]
    [InlineData("\"$1,500\"", "\"thousands\": \",\" and \"currency\": [\"$\"]")]
    public async Task Case14_AnError_SuggestsWhatToDeclare(string cell, string suggestion)
    {
        var read = await DefinedFile.ReadAsync($"x,k,y\n{cell},a,1\n1.5,b,2\n");

        Assert.Contains(suggestion, Assert.Single(read.Faults).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1 apple")]
    [InlineData("2024-01-01")]
    public async Task Case14_WhatIsNoNumberEither_GetsNoSuggestion(string cell) =>
        Assert.Equal($"'{cell}' is not a number", Assert.Single((await DefinedFile.ReadAsync($"x,k,y\n{cell},a,1\n1.5,b,2\n")).Faults).Fault);

    [Fact]
    public async Task Case16_ANameThatNobodyUses_MayBeThereTwice()
    {
        var read = await DefinedFile.ReadAsync("x,note,k,y,note,,\n1,p,a,2,q,,\n");

        Assert.Equal(["a"], read.Words("k"));
        var refused = await Assert.ThrowsAsync<CsvException>(() => DefinedFile.ReadAsync("x,k,y,x\n1,a,2,3\n"));
        Assert.Equal("t.csv, line 1, column 'x': the header names it 2 times; names must differ", refused.Message);
    }

    [Theory]
    [InlineData("1,a,2\n3,b,4\n", """{"header":false}""")]
    [InlineData("\n1;a;2\n\n3;b;4", """{"header":false}""")]
    [InlineData("2,9,1,a\n4,9,3,b\n", """{"header":["y","","x","k"]}""")]
    public async Task Case16_AFileWithoutAHeader_IsReadByTheDefinition(string text, string ingestion)
    {
        var read = await DefinedFile.ReadAsync(text, DefinedFile.Ingestion(ingestion));

        Assert.Equal([1f, 3f], read.Numbers("x"));
        Assert.Equal(["a", "b"], read.Words("k"));
        Assert.Equal([2.0, 4.0], read.Precise("y"));
    }

    [Fact]
    public async Task Case16_AFileWithoutAHeader_CountsItsLinesFromTheFirst()
    {
        var read = await DefinedFile.ReadAsync("1,a,2\nmany,b,4\n", DefinedFile.Ingestion("""{"header":false}"""));

        Assert.Equal(2, Assert.Single(read.Faults).Line);
    }

    [Theory]
    [InlineData("True", "False")]
    [InlineData("true", "false")]
    [InlineData("yes", "no")]
    [InlineData("Y", "N")]
    [InlineData("1", "0")]
    [InlineData("T", "F")]
    public async Task Case16_ABoolean_IsReadHoweverItIsWritten(string yes, string no)
    {
        var read = await DefinedFile.ReadAsync($"x,k,y\n1,{yes},2\n2,{no},3\n3,{yes},3\n4,maybe,3\n", definition => definition["features"]![1]!["type"] = "boolean");

        Assert.Equal(["true", "false", "true"], read.Words("k"));
        Assert.Equal(1, read.BadRows);
    }

    [Theory]
    [InlineData("""{"thousands":"."}""", "$.ingestion.thousands")]
    [InlineData("""{"thousands":",","decimal":","}""", "$.ingestion.thousands")]
    [InlineData("""{"percent":"half"}""", "$.ingestion.percent")]
    [InlineData("""{"header":["a","a"]}""", "$.ingestion.header")]
    [InlineData("""{"header":3}""", "$.ingestion.header")]
    [InlineData("""{"quote":"x"}""", "$.ingestion")]
    [InlineData("""{"missing":"NA"}""", "$.ingestion.missing")]
    public void WhatMakesNoSense_IsNamedByItsPath(string ingestion, string path) =>
        Assert.Equal([path], DefinedFile.Faults(DefinedFile.Ingestion(ingestion)));
}
