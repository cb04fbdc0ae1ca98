using System.Diagnostics;
using System.Text.Json.Nodes;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Csv.Benchmarks;

/// <summary>Prepares a million rows as a table and one by one: the floats must be the same to the bit, and a row must allocate nothing.</summary>
internal static class Parity
{
    private const int Rows = 1_000_000;

    private static readonly string[] Texts = ["red wine", "white", "the green glass", "Ünïcode wine", "two words"];

    private static readonly FeatureDefinition[] Features =
    [
        new() { Name = "a", Type = FeatureType.Number, Optional = true },
        new() { Name = "b", Type = FeatureType.Number },
        new() { Name = "word", Type = FeatureType.Category, Optional = true },
        new() { Name = "text", Type = FeatureType.Text, Optional = true },
        new() { Name = "time", Type = FeatureType.Instant, Optional = true },
    ];

    private static readonly TransformDefinition[] Steps =
    [
        Step("impute", """{"indicator": true}""", "a"),
        Step("log", """{"offset": 1}""", "b"),
        Step("standardise", "{}", "a", "b"),
        Step("polynomial", "{}", "a", "b"),
        Step("one-hot", "{}", "word"),
        Step("tf-idf", "{}", "text"),
        Step("date-parts", "{}", "time"),
    ];

    public static Measurement Measure()
    {
        var table = Table();
        var preparation = FeaturePreparation.Fit(Features, Steps, table.Take([.. Enumerable.Range(0, 10_000)])).Preparation;
        var start = Stopwatch.GetTimestamp();
        var offline = preparation.Prepare(table, threads: 2);
        var offlineSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        var (differing, allocated, ticks) = (0L, 0L, 0L);
        var expected = new float[preparation.Columns.Count];
        var online = new float[preparation.Columns.Count];
        for (var r = 0; r < Rows; r++)
        {
            var row = Row(table, r);
            var before = GC.GetAllocatedBytesForCurrentThread();
            start = Stopwatch.GetTimestamp();
            preparation.Prepare(row, online);
            ticks += Stopwatch.GetTimestamp() - start;

            // The first rows compile what they run.
            allocated += r < 1000 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
            offline.CopyRow(r, expected);
            differing += expected.Zip(online).Count(pair => BitConverter.SingleToUInt32Bits(pair.First) != BitConverter.SingleToUInt32Bits(pair.Second));
        }

        var onlineSeconds = ticks / (double)Stopwatch.Frequency;
        return new(
            $"1,000,000 rows × {preparation.Columns.Count} features one by one (as a table, 2 threads): {differing} floats differ, {allocated} bytes allocated",
            $"{onlineSeconds / Rows * 1e9:0} ns a row",
            $"{offlineSeconds / Rows * 1e9:0} ns a row",
            offlineSeconds / onlineSeconds,
            "0 differ, 0 bytes");
    }

    private static TransformDefinition Step(string name, string settings, params string[] columns) => new(name, columns, JsonNode.Parse(settings)!.AsObject());

    private static SourceTable Table()
    {
        var random = new Random(Rows);
        return new SourceTable(
        [
            new NumberColumn("a", [.. Enumerable.Range(0, Rows).Select(r => r % 9 == 4 ? float.NaN : random.NextSingle() * 1000)]),
            new NumberColumn("b", [.. Enumerable.Range(0, Rows).Select(_ => random.NextSingle())]),
            new CategoryColumn("word", [.. Enumerable.Range(0, Rows).Select(_ => random.Next(-1, 4))], ["p", "q", "r", "s"]),
            new CategoryColumn("text", [.. Enumerable.Range(0, Rows).Select(_ => random.Next(-1, Texts.Length))], Texts),
            new PreciseColumn("time", [.. Enumerable.Range(0, Rows).Select(r => r % 11 == 3 ? double.NaN : Math.Floor(random.NextDouble() * 2e9))]),
        ]);
    }

    private static FeatureValue[] Row(SourceTable table, int row) => [.. table.Columns.Select(column => column.IsMissing(row) ? FeatureValue.Missing : column switch
    {
        NumberColumn number => FeatureValue.Of(number.Values[row]),
        PreciseColumn time => FeatureValue.Of(Instant.Format(time.Values[row])),
        var words => FeatureValue.Of(((CategoryColumn)words).Word(row)),
    })];
}
