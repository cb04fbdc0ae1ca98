using System.Text;
using MlFunctions.Ingestion;
using MlFunctions.Preparation;
using static MlFunctions.Tests.Preparation.Steps;

namespace MlFunctions.Tests.Preparation;

/// <summary>What holds for each transform of the catalogue, so that none can be added without it.</summary>
public sealed class EveryTransformTests
{
    private const int Rows = 3000;

    public static TheoryData<string> Names => [.. TransformCatalog.BuiltIn.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_row_and_a_table_give_the_same_floats_to_the_bit_and_saving_changes_nothing(string name)
    {
        var table = RandomTable(Rows);
        var preparation = Fit(name).Preparation;
        var read = PreparationFormat.Read(PreparationFormat.Write(preparation));
        var offline = preparation.Prepare(table, threads: 2);
        var expected = new float[preparation.Columns.Count];
        var online = new float[preparation.Columns.Count];
        for (var r = 0; r < Rows; r++)
        {
            offline.CopyRow(r, expected);
            preparation.Prepare(Row(table, r), online);
            Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), online.Select(BitConverter.SingleToUInt32Bits));
            read.Prepare(Row(table, r), online);
            Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), online.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Preparing_a_row_allocates_nothing(string name)
    {
        var preparation = Fit(name).Preparation;
        var table = RandomTable(20);
        var rows = Enumerable.Range(0, table.Rows).Select(r => Row(table, r)).ToArray();
        var result = new float[preparation.Columns.Count];
        for (var pass = 0; pass < 3; pass++)
        {
            Array.ForEach(rows, row => preparation.Prepare(row, result));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var row in rows)
        {
            preparation.Prepare(row, result);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [Trait("Acceptance", "25")]
    [MemberData(nameof(Names))]
    public void The_same_rows_are_fitted_to_the_same_bytes(string name) =>
        Assert.Equal(Encoding.UTF8.GetString(PreparationFormat.Write(Fit(name).Preparation)), Encoding.UTF8.GetString(PreparationFormat.Write(Fit(name).Preparation)));

    [Theory]
    [Trait("Acceptance", "25")]
    [MemberData(nameof(Names))]
    public void Training_rows_are_left_as_they_were(string name)
    {
        var table = RandomTable(500);
        var before = Bytes(table);
        Steps.Fit(table, Targets(500), Step(name)).Preparation.Prepare(table);
        Assert.Equal(before, Bytes(table));
    }

    private static PreparationFit Fit(string name) => Steps.Fit(RandomTable(1000), Targets(1000), Step(name));

    private static TrainingTargets Targets(int rows) => new([[.. Enumerable.Range(0, rows).Select(r => r % 7 / 2.0)]], 0, 1);

    /// <summary>Columns of every type, with missing values in each.</summary>
    private static SourceTable RandomTable(int rows)
    {
        var random = new Random(rows);
        string[] words = ["red wine", "white", "the green glass", "Ünïcode wine", "x"];
        return Table(
            new NumberColumn("a", [.. Enumerable.Range(0, rows).Select(r => r % 9 == 4 ? float.NaN : random.NextSingle() * 1000)]),
            new NumberColumn("b", [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())]),
            new CategoryColumn("w", [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, 4))], ["p", "q", "r", "s"]),
            new CategoryColumn("text", [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, words.Length))], words),
            new PreciseColumn("time", [.. Enumerable.Range(0, rows).Select(r => r % 11 == 3 ? double.NaN : Math.Floor(random.NextDouble() * 2e9))]));
    }

    private static FeatureValue[] Row(SourceTable table, int row) => [.. table.Columns.Select(column => column.IsMissing(row) ? FeatureValue.Missing : column switch
    {
        NumberColumn number => FeatureValue.Of(number.Values[row]),
        PreciseColumn time => FeatureValue.Of(DateTime.UnixEpoch.AddSeconds(time.Values[row]).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")),
        var words => FeatureValue.Of(((CategoryColumn)words).Word(row)),
    })];

    private static uint[] Bytes(SourceTable table) =>
        [.. table.Columns.OfType<NumberColumn>().SelectMany(c => c.Values.Select(BitConverter.SingleToUInt32Bits)), .. table.Columns.OfType<CategoryColumn>().SelectMany(c => c.Codes.Select(v => (uint)v))];
}
