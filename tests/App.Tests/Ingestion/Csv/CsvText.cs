using System.Text;
using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Tests.Ingestion.Csv;

/// <summary>Reads CSV from texts, in blocks of a few bytes so that records span them.</summary>
internal static class CsvText
{
    public static CsvOptions SmallBlocks { get; } = new() { BlockLength = 64, Threads = 2 };

    public static CsvColumn Number(string name) => new(name, CsvColumnKind.Number);

    public static CsvColumn Word(string name) => new(name, CsvColumnKind.Category);

    public static Task<CsvResult> ReadAsync(string text, params CsvColumn[] columns) => ReadAsync(Encoding.UTF8.GetBytes(text), SmallBlocks, columns);

    public static Task<CsvResult> ReadAsync(string text, CsvOptions options, params CsvColumn[] columns) => ReadAsync(Encoding.UTF8.GetBytes(text), options, columns);

    public static async Task<CsvResult> ReadAsync(byte[] bytes, CsvOptions options, params CsvColumn[] columns)
    {
        using var stream = new MemoryStream(bytes);
        return await CsvReader.ReadAsync(stream, "t.csv", new CsvSchema(columns), options, TestContext.Current.CancellationToken);
    }

    public static float[] Numbers(this CsvResult result, string column) => ((NumberColumn)result.Table.Get(column)).Values;

    public static double[] Precise(this CsvResult result, string column) => ((PreciseColumn)result.Table.Get(column)).Values;

    public static IEnumerable<string?> Words(this CsvResult result, string column)
    {
        var words = (CategoryColumn)result.Table.Get(column);
        return Enumerable.Range(0, words.Rows).Select(words.Word);
    }
}
