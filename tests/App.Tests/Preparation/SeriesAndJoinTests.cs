using MlFunctions.Ingestion;
using MlFunctions.Preparation;
using static MlFunctions.Tests.Preparation.Steps;

namespace MlFunctions.Tests.Preparation;

public sealed class SeriesAndJoinTests
{
    [Fact]
    public void Lags_and_windows_look_back_in_time_within_a_group_whatever_the_order_of_rows()
    {
        // By hand: series a is 1, 2, 3, 4 at times 1 to 4; series b is 10, 30 at times 2 and 3.
        var table = Table(
            new NumberColumn("x", [3, 30, 1, 4, 10, 2]),
            new PreciseColumn("t", [3, 3, 1, 4, 2, 2]),
            Words("s", "a", "b", "a", "a", "b", "a"));
        var extended = new SeriesFeatures("x", "t", "s", [1, 3], [2]).Extend(table);
        Assert.Equal([2, 10, float.NaN, 3, float.NaN, 1], ((NumberColumn)extended.Get("x_lag1")).Values);
        Assert.Equal([float.NaN, float.NaN, float.NaN, 1, float.NaN, float.NaN], ((NumberColumn)extended.Get("x_lag3")).Values);
        Assert.Equal([1.5f, float.NaN, float.NaN, 2.5f, float.NaN, float.NaN], ((NumberColumn)extended.Get("x_mean2")).Values);
        Assert.Equal([1, float.NaN, float.NaN, 2, float.NaN, float.NaN], ((NumberColumn)extended.Get("x_min2")).Values);
        Assert.Equal([2, float.NaN, float.NaN, 3, float.NaN, float.NaN], ((NumberColumn)extended.Get("x_max2")).Values);
    }

    [Fact]
    public void No_value_of_the_row_itself_or_a_later_one_is_ever_looked_at()
    {
        var random = new Random(2);
        float[] x = [.. Enumerable.Range(0, 50).Select(_ => random.NextSingle())];
        PreciseColumn time = new("t", [.. Enumerable.Range(0, 50).Select(r => (double)r)]);
        var features = new SeriesFeatures("x", "t", null, [1, 2, 5], [3, 4]);
        var before = features.Extend(Table(new NumberColumn("x", x), time));
        float[] changed = [.. x];
        changed.AsSpan(30).Fill(99);
        var after = features.Extend(Table(new NumberColumn("x", changed), time));
        foreach (var column in before.Columns.OfType<NumberColumn>().Where(c => c.Name != "x"))
        {
            Assert.Equal(column.Values[..31], ((NumberColumn)after.Get(column.Name)).Values[..31]);
        }
    }

    [Fact]
    public void A_join_gives_each_row_what_the_other_table_knows_of_its_key()
    {
        var orders = Table(Words("sku", "B", "A", null, "C", "B"), new NumberColumn("count", [1, 2, 3, 4, 5]));
        var products = Table(new NumberColumn("weight", [0.5f, 7]), Words("sku", "A", "B"));
        var joined = TableJoin.ByKey(orders, products, "sku");
        Assert.Equal(["sku", "count", "weight"], joined.Table.Columns.Select(c => c.Name));
        Assert.Equal([1, 2, 5], ((NumberColumn)joined.Table.Get("count")).Values);
        Assert.Equal([7, 0.5f, 7], ((NumberColumn)joined.Table.Get("weight")).Values);
        Assert.Equal(2, joined.Unmatched);
    }

    [Fact]
    public void What_cannot_be_joined_is_refused_with_the_reason()
    {
        var once = Table(Words("sku", "A"), new NumberColumn("w", [1]));
        Assert.Equal(
            "The second table has 'A' as 'sku' twice, in rows 0 and 2; each must be there once.",
            Assert.Throws<PreparationException>(() => TableJoin.ByKey(once, Table(Words("sku", "A", "B", "A")), "sku")).Message);
        Assert.Equal("Both tables have a column 'w'; only the key 'sku' may be in both.", Assert.Throws<PreparationException>(() => TableJoin.ByKey(once, once, "sku")).Message);
        Assert.Equal("'w' is no column of words; there are sku.", Assert.Throws<PreparationException>(() => TableJoin.ByKey(once, once, "w")).Message);
    }
}
