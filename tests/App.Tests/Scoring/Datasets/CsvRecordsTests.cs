using System.Text;
using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "0:a,b\n|1:1,2\n")]
    [InlineData("a,b\r\n1,2", "0:a,b\r\n|1:1,2")]
    [InlineData("a\r1\r2\r", "0:a\r|1:1\r|2:2\r")]
    [InlineData("a\n\n1\n", "0:a\n|2:1\n")]
    [InlineData("a\n\"x\ny\"\n1\n", "0:a\n|1:\"x\ny\"\n|2:1\n")]
    [InlineData("a\n\"x\"\"\r\n\"\n1", "0:a\n|1:\"x\"\"\r\n\"\n|2:1")]
    [InlineData("", "")]
    public void Of_GivesEachRecordWithItsNumber(string csv, string expected) => Assert.Equal(
        expected,
        string.Join('|', CsvRecords.Of(Encoding.UTF8.GetBytes(csv), ',').Select(record => $"{record.Row}:{csv[record.Start..record.End]}")));
}
