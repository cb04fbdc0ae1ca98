using System.Diagnostics;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Tests.State;

public sealed class StateStoreTests : IDisposable
{
    private static readonly StateSchema Numbers = new("numbers", ["CREATE TABLE number (value INTEGER PRIMARY KEY, name TEXT)"]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_ManyAtOnce_AllAreReadBackInOrder()
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (?1, ?2)", i, "n" + i))));

        var rows = store.Read(c => c.Query("SELECT value, name FROM number ORDER BY value", r => (r.Integer(0), r.Text(1))));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => ((long)i, "n" + i)), rows);
    }

    [Fact]
    public async Task WriteAsync_OneOfABatchThrows_OnlyItsCallerFails()
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);
        using var batchIsComplete = new ManualResetEventSlim();
        var holdsTheWriter = store.WriteAsync(_ => batchIsComplete.Wait(TestContext.Current.CancellationToken));

        var before = store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, 'one')"));
        var failing = store.WriteAsync(c =>
        {
            c.Execute("INSERT INTO number VALUES (2, 'two')");
            throw new InvalidDataException("not this one");
        });
        var after = store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (3, 'three')"));
        batchIsComplete.Set();

        await Task.WhenAll(holdsTheWriter, before, after);
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal([1, 3], Values(store));
    }

    [Fact]
    public async Task WriteAsync_StatementRefused_FailsWithSqlitesReason()
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);
        await store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, 'one')"));

        var e = await Assert.ThrowsAsync<StateException>(() => store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, 'again')")));

        Assert.Contains("UNIQUE constraint failed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_DiskFull_FailsEveryCallerAndKeepsWhatWasCommitted()
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);
        await store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, 'kept')"));
        await store.WriteAsync(c => c.Query("PRAGMA max_page_count = 8", r => r.Integer(0)));

        var tooLarge = new string('x', 1_000_000);
        var e = await Assert.ThrowsAsync<StateException>(() => store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (2, ?1)", tooLarge)));

        Assert.Contains("disk is full", e.Message, StringComparison.Ordinal);
        Assert.Equal([1], Values(store));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ünïcode ✓ 😀")]
    [InlineData("a\0b")]
    public async Task Text_AnyCharacters_ComesBackAsItWas(string text)
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);
        await store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, ?1)", text));

        Assert.Equal(text, store.Read(c => c.QueryFirst("SELECT name FROM number", r => r.TextOrNull(0))));
    }

    [Fact]
    public async Task Text_OfAMegabyte_ComesBackAsItWas()
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);
        var text = string.Concat(Enumerable.Repeat("0123456789", 100_000));
        await store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, ?1)", text));

        Assert.Equal(text, store.Read(c => c.QueryFirst("SELECT name FROM number", r => r.Text(0))));
    }

    [Fact]
    public async Task Dispose_WithWritesQueued_CommitsThem()
    {
        Task last;
        using (var store = StateStore.Open(_folder.Path, Numbers))
        {
            last = Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (?1, NULL)", i))));
        }

        await last;
        using var again = StateStore.Open(_folder.Path, Numbers);
        Assert.Equal(1_000, Values(again).Count);
    }

    [Fact]
    public async Task Abandon_WithWritesQueued_KeepsExactlyWhatWasAcknowledged()
    {
        var store = StateStore.Open(_folder.Path, Numbers);
        var acknowledged = store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (1, NULL)"));
        await acknowledged;
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var underWay = store.WriteAsync(c =>
        {
            c.Execute("INSERT INTO number VALUES (2, NULL)");
            started.Set();
            go.Wait(TestContext.Current.CancellationToken);
        });
        var queued = store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (3, NULL)"));
        started.Wait(TestContext.Current.CancellationToken);

        var abandoning = Task.Run(store.Abandon, TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => store.WriteAsync(_ => { }).IsCanceled);
        go.Set();
        await abandoning;

        await Assert.ThrowsAsync<TaskCanceledException>(() => underWay);
        await Assert.ThrowsAsync<TaskCanceledException>(() => queued);
        using var again = StateStore.Open(_folder.Path, Numbers);
        Assert.Equal([1], Values(again));
    }

    [Fact]
    public async Task Read_WhileOthersReadAndCommit_NeverSleeps()
    {
        await using var store = StateStore.Open(_folder.Path, Numbers);
        var readers = Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            var own = TimeSpan.Zero;
            for (var i = 0; i < 10_000; i++)
            {
                var start = Stopwatch.GetTimestamp();
                store.Read(c => c.QueryFirst("SELECT max(value) FROM number", r => r.IntegerOrNull(0)));
                own = TimeSpan.FromTicks(Math.Max(own.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            }

            return own;
        })).ToArray();
        var reading = Task.WhenAll(readers);
        for (var i = 0; !reading.IsCompleted; i++)
            await store.WriteAsync(c => c.Execute("INSERT INTO number VALUES (?1, NULL)", i));
        var longest = (await reading).Max();

        // SQLite's pause before it tries a snapshot again is a whole second in builds that cannot sleep for less.
        Assert.True(longest < TimeSpan.FromSeconds(1), $"a read took {longest}");
    }

    private static List<long> Values(StateStore store) => store.Read(c => c.Query("SELECT value FROM number ORDER BY value", r => r.Integer(0)));
}
