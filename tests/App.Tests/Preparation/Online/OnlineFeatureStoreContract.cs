using MlFunctions.Preparation;

namespace MlFunctions.Tests.Preparation.Online;

/// <summary>What every online feature store promises; each implementation runs all of it.</summary>
public abstract class OnlineFeatureStoreContract
{
    private static readonly EntityType Customers = new("churn", "customer");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_OfWhomNothingIsKnown_IsNull()
    {
        var store = await OpenAsync();

        Assert.Null(await store.FindAsync(Customers, "nobody", Cancelled));
    }

    [Fact]
    public async Task Write_ThenFind_GivesTheSameTexts()
    {
        var store = await OpenAsync();
        var values = new Dictionary<string, string> { ["age"] = "41.5", ["town"] = "Köln: am Dom", ["note"] = "", ["two words"] = "1:2" };

        await store.WriteAsync(Customers, [new EntityFeatures("c:1 ü", Noon, values)], Cancelled);

        Assert.Equal(values, await store.FindAsync(Customers, "c:1 ü", Cancelled));
    }

    [Fact]
    public async Task Write_OfWhatIsOlder_ChangesNothingFeatureByFeature()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Customers, [Of(Noon, ("age", "2"))], Cancelled);

        await store.WriteAsync(Customers, [Of(Noon.AddHours(-1), ("age", "1"), ("town", "Ulm"))], Cancelled);
        await store.WriteAsync(Customers, [Of(Noon.AddHours(1), ("town", "Bonn"))], Cancelled);

        var found = await store.FindAsync(Customers, "c", Cancelled);
        Assert.Equal(("2", "Bonn"), (found!["age"], found["town"]));
    }

    [Fact]
    public async Task Write_InAnyOrderAndTwice_EndsTheSame()
    {
        EntityFeatures[] writes = [Of(Noon, ("a", "1"), ("b", "1")), Of(Noon.AddSeconds(1), ("a", "2")), Of(Noon.AddSeconds(2), ("b", "3"), ("c", "3"))];
        foreach (var order in new int[][] { [0, 1, 2], [2, 1, 0], [1, 0, 2, 1, 0], [0, 0, 2, 2, 1] })
        {
            var store = await OpenAsync();
            foreach (var write in order)
            {
                await store.WriteAsync(Customers, [writes[write]], Cancelled);
            }

            Assert.Equal(
                [new("a", "2"), new("b", "3"), new("c", "3")],
                (await store.FindAsync(Customers, "c", Cancelled))!.OrderBy(value => value.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Write_OfManyEntities_KeepsEachApart()
    {
        var store = await OpenAsync();

        await store.WriteAsync(Customers, [.. Enumerable.Range(0, 5000).Select(i => new EntityFeatures($"c{i}", Noon, new Dictionary<string, string> { ["n"] = $"{i}" }))], Cancelled);

        Assert.Equal("4711", (await store.FindAsync(Customers, "c4711", Cancelled))!["n"]);
        Assert.Null(await store.FindAsync(Customers with { Pipeline = "other" }, "c4711", Cancelled));
        Assert.Null(await store.FindAsync(Customers with { Column = "shop" }, "c4711", Cancelled));
    }

    [Fact]
    public async Task AStore_IsWarmOnceItIsToldSo()
    {
        var store = await OpenAsync();

        Assert.False(await store.IsWarmAsync(Customers, Cancelled));
        await store.SetWarmAsync(Customers, Cancelled);

        Assert.True(await store.IsWarmAsync(Customers, Cancelled));
        Assert.False(await store.IsWarmAsync(Customers with { Pipeline = "other" }, Cancelled));
    }

    /// <summary>A store with nothing in it.</summary>
    private protected abstract Task<IOnlineFeatureStore> OpenAsync();

    private static EntityFeatures Of(DateTimeOffset at, params (string Name, string Value)[] values) =>
        new("c", at, values.ToDictionary(value => value.Name, value => value.Value));
}
