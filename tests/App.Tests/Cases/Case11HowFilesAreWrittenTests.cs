using System.Text;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Tests.Ingestion.Csv;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 11: <c>sep=;</c>, delimiter, decimal comma, encoding and quote are found out where nobody has said, and an error says what was assumed.</summary>
public sealed class Case11HowFilesAreWrittenTests
{
    [Theory]
    [InlineData("sep=;\nx;k;y\n1,5;a;2\n2,25;b;3\n")]
    [InlineData("sep=;\r\nx;k;y\r\n1,5;a;2\r\n2,25;b;3\r\n")]
    [InlineData("\"sep=;\"\nx;k;y\n1,5;a;2\n2,25;b;3\n")]
    [InlineData("\uFEFFsep=;\nx;k;y\n1,5;a;2\n2,25;b;3\n")]
    [InlineData("sep=\t\nx\tk\ty\n1.5\ta\t2\n2.25\tb\t3\n")]
    [InlineData("sep=^\nx^k^y\n1.5^a^2\n2.25^b^3\n")]
    [InlineData("x;k;y\n1,5;a;2\n2,25;b;3\n")]
    [InlineData("x\tk\ty\n1.5\ta\t2\n2.25\tb\t3\n")]
    [InlineData("x|k|y\n1.5|a|2\n2.25|b|3\n")]
    [InlineData("x,k,y\n1.5,a,2\n2.25,b,3\n")]
    [InlineData("x,k,y\n\"1,5\",a,2\n\"2,25\",b,3\n")]
    [InlineData("'x','k','y'\n1.5,'a',2\n2.25,'b',3\n")]
    [InlineData("y;other;x;k\n2;\"1;2\";1,5;a\n3;\"x;y\";2,25;b\n")]
    public async Task AFile_IsReadAsItIsWritten(string text)
    {
        var read = await DefinedFile.ReadAsync(text);

        Assert.Equal(0, read.BadRows);
        Assert.Equal([1.5f, 2.25f], read.Numbers("x"));
        Assert.Equal(["a", "b"], read.Words("k"));
        Assert.Equal([2.0, 3.0], read.Precise("y"));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    public async Task AnEncoding_IsFoundOut(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes("x;k;y\n1,5;Größe;2\n2,25;façade;3\n")];

        var read = await DefinedFile.ReadAsync(bytes);

        Assert.Equal(["Größe", "façade"], read.Words("k"));
        Assert.Equal([1.5f, 2.25f], read.Numbers("x"));
    }

    [Fact]
    public async Task AnEncodingThatIsDeclared_IsTheOneThatIsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("iso-8859-15").GetBytes("x,k,y\n1.5,€,2\n");

        Assert.Equal(["€"], (await DefinedFile.ReadAsync(bytes, DefinedFile.Ingestion("""{"encoding":"iso-8859-15"}"""))).Words("k"));
        Assert.Equal(["$.ingestion.encoding"], DefinedFile.Faults(DefinedFile.Ingestion("""{"encoding":"klingon"}""")));
    }

    [Theory]
    [InlineData("x;k;y\n1,500;a;2\n2,250;b;3\n")]
    [InlineData("x,k,y\n1,500,a,2\n")]
    public async Task WhatCouldBeEither_IsNotGuessed(string text)
    {
        // 1,500 may be one and a half or one thousand five hundred.
        var refused = await Assert.ThrowsAsync<CsvException>(() => DefinedFile.ReadAsync(text));

        Assert.Contains("none of the", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnError_SaysWhatWasAssumed()
    {
        var missing = await Assert.ThrowsAsync<CsvException>(() => DefinedFile.ReadAsync("x;k;z\n1,5;a;2\n"));
        Assert.Contains("';' between cells", missing.Message, StringComparison.Ordinal);
        Assert.Contains("$.ingestion", missing.Message, StringComparison.Ordinal);

        var unusable = await Assert.ThrowsAsync<CsvException>(() => DefinedFile.ReadAsync("x;k;y\nmany;a;2\n"));
        Assert.Contains("';' between cells and '.' before decimals", unusable.Message, StringComparison.Ordinal);

        var declared = await Assert.ThrowsAsync<CsvException>(() => DefinedFile.ReadAsync("x;k;z\n1,5;a;2\n", DefinedFile.Ingestion("""{"delimiter":";","decimal":",","quote":"\""}""")));
        Assert.DoesNotContain("found out", declared.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheDefinitionSays_IsNotFoundOut()
    {
        var read = await DefinedFile.ReadAsync("x,k,y\n1,a;b,2\n3,c;d,4\n", DefinedFile.Ingestion("""{"delimiter":","}"""));

        Assert.Equal(["a;b", "c;d"], read.Words("k"));
    }

    [Theory]
    [InlineData("x, k, y\n1.5, a, 2\n2.25,\tb , 3\n")]
    [InlineData("x,k,y\n1.5,  \"a\"  ,2\n2.25, \"b\",3\n")]
    [InlineData("x ;k ;y\n1,5 ; a ;2\n2,25 ;b;3\n")]
    public async Task Case12_SpacesAroundACell_AreNoPartOfIt(string text)
    {
        var read = await DefinedFile.ReadAsync(text);

        Assert.Equal(0, read.BadRows);
        Assert.Equal(["a", "b"], read.Words("k"));
        Assert.Equal([1.5f, 2.25f], read.Numbers("x"));
    }

    [Fact]
    public async Task Case12_SpacesWithinQuotes_AreKept_AndDeclaredClassesAreFoundWithoutThem()
    {
        Assert.Equal([" a ", "x, y"], (await DefinedFile.ReadAsync("x,k,y\n1,\" a \",2\n2, \"x, y\" ,3\n")).Words("k"));

        var adult = await DefinedFile.ReadAsync("x, k, y\n39, <=50K, 1\n50, >50K, 2\n28, <=50K, 3\n", definition => definition["features"]![1]!["values"] = new System.Text.Json.Nodes.JsonArray("<=50K", ">50K"));
        Assert.Equal(["<=50K", ">50K", "<=50K"], adult.Words("k"));

        // A definition of old may name a word with the space that stood before it.
        var old = await DefinedFile.ReadAsync("x, k, y\n39, no, 1\n", definition => definition["features"]![1]!["values"] = new System.Text.Json.Nodes.JsonArray(" no"));
        Assert.Equal([" no"], old.Words("k"));
    }

    [Fact]
    public async Task Case12_SpacesBeforeQuotes_AreFoundInFilesOfAnyLength()
    {
        // The first pass looks at 32 bytes at a time; the spaces come to lie across every place of these.
        var text = new StringBuilder("x,k,y\n");
        for (var row = 0; row < 500; row++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row},{new string(' ', row % 40)}\"a, {row}\nb\",{row}\n");
        }

        var read = await DefinedFile.ReadAsync(text.ToString());

        Assert.Equal(0, read.BadRows);
        Assert.Equal(Enumerable.Range(0, 500).Select(row => $"a, {row}\nb"), read.Words("k"));
    }
}
