using System.Text;
using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

/// <summary>What every read model promises; each implementation runs all of it.</summary>
public abstract class ReadModelContract
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.UtcNow;

    private static readonly ReadModelLimits Wide = new(TimeSpan.FromHours(1), MaximumBatches: 1000);

    // Tests share one server, so each has a pipeline of its own.
    private readonly string _pipeline = $"p{Guid.NewGuid():n}";

    [Fact]
    public async Task Accept_ThenShow_IsPendingThenScoredAndNeverPendingAgain()
    {
        var model = Open(Wide);

        await model.AcceptAsync(Batch("a", 0, "pending"));
        Assert.Equal("pending a", await ViewAsync(model, "a"));
        await model.ShowAsync([Batch("a", 0, "scored")]);
        await model.AcceptAsync(Batch("a", 0, "pending"));

        Assert.Equal("scored a", await ViewAsync(model, "a"));
    }

    [Fact]
    public async Task Show_OfABatchThatHasEnded_ChangesNothing()
    {
        var model = Open(Wide);

        await model.ShowAsync([Batch("a", 0, "first")]);
        await model.ShowAsync([Batch("a", 0, "second")]);

        Assert.Equal("first a", await ViewAsync(model, "a"));
        Assert.Single((await model.ListAsync(_pipeline, after: null, limit: 10)).Batches);
    }

    [Fact]
    public async Task Find_GivesWhatWasShownToTheByte()
    {
        var model = Open(Wide);
        var batch = Batch("a", 0, "scored");

        await model.ShowAsync([batch]);

        var found = (await model.FindAsync(_pipeline, "a"))!;
        Assert.Equal(batch.Created, found.Created);
        Assert.Equal(batch.View.ToArray(), found.View.ToArray());
        Assert.Equal(batch.Features.ToArray(), found.Features.ToArray());
    }

    [Fact]
    public async Task Find_OfWhatIsNotThere_IsNull()
    {
        var model = Open(Wide);
        await model.ShowAsync([Batch("a", 0, "scored")]);

        Assert.Null(await model.FindAsync(_pipeline, "b"));
        Assert.Null(await model.FindAsync("another", "a"));
    }

    [Fact]
    public async Task List_OfNothing_IsEmpty()
    {
        var page = await Open(Wide).ListAsync(_pipeline, after: null, limit: 10);

        Assert.Empty(page.Batches);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task List_PageByPage_GivesEveryBatchOnceNewestFirst_AlsoOfOneInstantAndWhileOthersCome()
    {
        var model = Open(Wide);

        // Shown out of order, three of them at one instant.
        await model.ShowAsync([Batch("d", 3, "scored"), Batch("a", 0, "scored"), Batch("b2", 1, "scored"), Batch("c", 2, "scored"), Batch("b1", 1, "scored"), Batch("b3", 1, "scored")]);

        var listed = new List<string>();
        string? after = null;
        do
        {
            var page = await model.ListAsync(_pipeline, after, limit: 2);
            listed.AddRange(page.Batches.Select(view => Encoding.UTF8.GetString(view.Span)));
            after = page.Next;
            await model.ShowAsync([Batch($"new{listed.Count}", 10, "scored")]);
        }
        while (after is not null);

        Assert.Equal(["scored d", "scored c", "scored b1", "scored b2", "scored b3", "scored a"], listed);
    }

    [Fact]
    public async Task List_OfExactlyOnePage_HasNoNext()
    {
        var model = Open(Wide);
        await model.ShowAsync([Batch("a", 0, "scored"), Batch("b", 1, "scored")]);

        Assert.Null((await model.ListAsync(_pipeline, after: null, limit: 2)).Next);
        Assert.NotNull((await model.ListAsync(_pipeline, after: null, limit: 1)).Next);
    }

    [Fact]
    public async Task CountWaiting_CountsWhatWasAcceptedAndHasNotEnded_HoweverOften()
    {
        var model = Open(Wide);
        var before = await model.CountWaitingAsync();

        await model.AcceptAsync(Batch("a", 0, "pending"));
        await model.AcceptAsync(Batch("a", 0, "pending"));
        await model.AcceptAsync(Batch("b", 1, "pending"));
        Assert.Equal(2, await model.CountWaitingAsync() - before);
        await model.ShowAsync([Batch("a", 0, "scored"), Batch("c", 1, "scored")]);
        await model.ShowAsync([Batch("a", 0, "scored")]);

        Assert.Equal(1, await model.CountWaitingAsync() - before);
    }

    [Fact]
    public async Task Limits_TheOldestGoFirst()
    {
        var model = Open(Wide with { MaximumBatches = 3 });

        await model.ShowAsync([.. Enumerable.Range(0, 10).Select(i => Batch($"b{i}", i, "scored"))]);

        var page = await model.ListAsync(_pipeline, after: null, limit: 100);
        Assert.Equal(["scored b9", "scored b8", "scored b7"], page.Batches.Select(view => Encoding.UTF8.GetString(view.Span)));
        Assert.Null(await model.FindAsync(_pipeline, "b0"));
        Assert.NotNull(await model.FindAsync(_pipeline, "b9"));
    }

    [Fact]
    public async Task Limits_WhatIsTooOldGoesByItself()
    {
        var model = Open(Wide with { TimeToLive = TimeSpan.FromSeconds(1) });
        var batch = Batch("a", 0, "scored") with { Created = DateTimeOffset.UtcNow };

        await model.ShowAsync([batch]);

        Assert.NotNull(await model.FindAsync(_pipeline, "a"));
        await Eventually.TrueAsync(async () => await model.FindAsync(_pipeline, "a") is null, "the batch to expire");
        Assert.Empty((await model.ListAsync(_pipeline, after: null, limit: 10)).Batches);
    }

    /// <summary>A read model, which may hold other pipelines.</summary>
    private protected abstract IReadModel Open(ReadModelLimits limits);

    private BatchEntry Batch(string id, int second, string view) =>
        new(_pipeline, id, Noon.AddSeconds(second), Encoding.UTF8.GetBytes($"{view} {id}"), Encoding.UTF8.GetBytes($"[[{second}]]"));

    private async Task<string> ViewAsync(IReadModel model, string id) => Encoding.UTF8.GetString((await model.FindAsync(_pipeline, id))!.View.Span);
}
