using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>What every artifact store promises; each implementation runs all of it.</summary>
public abstract class ArtifactStoreContract
{
    private static readonly ArtifactPath Somewhere = new("models", "dispatch/registry.json");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_OfWhatIsNotThere_IsNull()
    {
        var store = Open();

        Assert.Null(await store.GetAsync(Somewhere, Cancelled));
        Assert.Null(await store.OpenAsync(Somewhere, Cancelled));
        Assert.Null(await store.GetETagAsync(Somewhere, Cancelled));
    }

    [Fact]
    public async Task Put_ThenGet_GivesTheSameBytes()
    {
        var store = Open();
        var bytes = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31)).ToArray();

        await store.PutAsync(Somewhere, new BinaryData(bytes), Cancelled);

        Assert.Equal(bytes, (await store.GetAsync(Somewhere, Cancelled))!.Content.ToArray());
        await using var stream = await store.OpenAsync(Somewhere, Cancelled);
        Assert.Equal(bytes, (await BinaryData.FromStreamAsync(stream!, Cancelled)).ToArray());
    }

    [Fact]
    public async Task PutIfAbsent_OfWhatIsThere_ChangesNothing()
    {
        var store = Open();

        Assert.True(await store.PutIfAbsentAsync(Somewhere, Content("first"), Cancelled));
        Assert.False(await store.PutIfAbsentAsync(Somewhere, Content("second"), Cancelled));

        Assert.Equal("first", (await store.GetAsync(Somewhere, Cancelled))!.Content.ToString());
    }

    [Fact]
    public async Task Delete_RemovesWhatIsThere_AndMindsNothingElse()
    {
        var store = Open();
        await store.DeleteAsync(Somewhere, Cancelled);
        await store.PutAsync(Somewhere, new BinaryData("first"), Cancelled);
        await store.PutAsync(new ArtifactPath("models", "dispatch/other.json"), new BinaryData("other"), Cancelled);

        await store.DeleteAsync(Somewhere, Cancelled);
        await store.DeleteAsync(Somewhere, Cancelled);

        Assert.Null(await store.GetAsync(Somewhere, Cancelled));
        Assert.True(await store.PutIfAbsentAsync(Somewhere, Content("second"), Cancelled));
        Assert.Equal("other", (await store.GetAsync(new ArtifactPath("models", "dispatch/other.json"), Cancelled))!.Content.ToString());
    }

    [Fact]
    public async Task ETag_IsTheSameUntilTheContentChanges()
    {
        var store = Open();
        await store.PutAsync(Somewhere, new BinaryData("first"), Cancelled);
        var first = (await store.GetAsync(Somewhere, Cancelled))!.ETag;

        Assert.Equal(first, await store.GetETagAsync(Somewhere, Cancelled));
        await store.PutAsync(Somewhere, new BinaryData("other"), Cancelled);
        Assert.NotEqual(first, await store.GetETagAsync(Somewhere, Cancelled));
    }

    [Fact]
    public async Task Replace_HoldsOnlyUnderTheETagThatWasRead()
    {
        var store = Open();

        Assert.True(await store.ReplaceAsync(Somewhere, new BinaryData("first"), etag: null, Cancelled));
        Assert.False(await store.ReplaceAsync(Somewhere, new BinaryData("late"), etag: null, Cancelled));
        var etag = await store.GetETagAsync(Somewhere, Cancelled);
        Assert.True(await store.ReplaceAsync(Somewhere, new BinaryData("second"), etag, Cancelled));
        Assert.False(await store.ReplaceAsync(Somewhere, new BinaryData("late"), etag, Cancelled));

        Assert.Equal("second", (await store.GetAsync(Somewhere, Cancelled))!.Content.ToString());
    }

    [Fact]
    public async Task Replace_ByManyAtOnce_LetsEveryChangeHoldOnce()
    {
        var store = Open();
        await store.PutAsync(Somewhere, new BinaryData("0"), Cancelled);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => IncrementAsync(store)));

        Assert.Equal("20", (await store.GetAsync(Somewhere, Cancelled))!.Content.ToString());
    }

    [Fact]
    public async Task Append_ByManyAtOnce_KeepsEachWholeAndTheFirstFirst()
    {
        var store = Open();
        var log = new ArtifactPath("scores", "dispatch/2026-01-01/log.jsonl");
        await store.AppendAsync(log, "first\n"u8.ToArray(), Cancelled);
        var lines = Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), 1 + (i * 100))).ToArray();

        await Task.WhenAll(lines.Select(line => store.AppendAsync(log, System.Text.Encoding.UTF8.GetBytes(line + "\n"), Cancelled)));

        var kept = (await store.GetAsync(log, Cancelled))!.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("first", kept[0]);
        Assert.Equal(lines.Order(StringComparer.Ordinal), kept[1..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_GivesAllNamesWithThePrefixInOrder()
    {
        var store = Open();
        foreach (var name in new[] { "b/2.zip", "a/1.zip", "b/1.zip", "b/deep/3.zip", "c.zip" })
        {
            await store.PutAsync(new ArtifactPath("models", name), new BinaryData(name), Cancelled);
        }

        Assert.Equal(["b/1.zip", "b/2.zip", "b/deep/3.zip"], await NamesAsync(store, "models", "b/"));
        Assert.Equal(5, (await NamesAsync(store, "models", "")).Count);
        Assert.Empty(await NamesAsync(store, "nothing", ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../raw/x.csv")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public void Path_ThatCouldLeadElsewhere_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new ArtifactPath("raw", name));

    /// <summary>A store with nothing in it.</summary>
    private protected abstract IArtifactStore Open();

    private static MemoryStream Content(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task IncrementAsync(IArtifactStore store)
    {
        while (true)
        {
            var read = (await store.GetAsync(Somewhere, Cancelled))!;
            var next = int.Parse(read.Content.ToString(), System.Globalization.CultureInfo.InvariantCulture) + 1;
            if (await store.ReplaceAsync(Somewhere, new BinaryData($"{next}"), read.ETag, Cancelled))
            {
                return;
            }
        }
    }

    private static async Task<List<string>> NamesAsync(IArtifactStore store, string container, string prefix) =>
        await store.ListAsync(container, prefix, Cancelled).Select(path => path.Name).ToListAsync(Cancelled);
}
