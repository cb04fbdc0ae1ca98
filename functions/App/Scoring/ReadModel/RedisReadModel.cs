using System.Diagnostics.CodeAnalysis;
using MlFunctions.Storage;
using StackExchange.Redis;

namespace MlFunctions.Scoring;

/// <summary>
/// The read model that all instances share. A batch is a hash, <c>mlfunctions:{pipeline}:batch:{id}</c>, with a field for how it waited and one for
/// how it ended, each written once and never changed, so that it does not matter in which order, how often or by whom they are written.
/// A pipeline's batches are ordered in one sorted set by <see cref="BatchOrder"/>; those that wait, of all pipelines, are in another by time.
/// </summary>
internal sealed class RedisReadModel(RedisConnection redis, ReadModelLimits limits, TimeProvider clock) : IReadModel
{
    private const string Prefix = "mlfunctions";
    private const string Built = "built";
    private const int TrimmedAtOnce = 1000;

    private static readonly RedisKey Complete = $"{Prefix}:complete";
    private static readonly RedisKey Waiting = $"{Prefix}:waiting";
    private static readonly RedisValue Ended = "ended";
    private static readonly RedisValue Waited = "waited";
    private static readonly RedisValue Rows = "features";
    private static readonly RedisValue Since = "created";
    private static readonly RedisValue[] Fields = [Ended, Waited, Rows, Since];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TrimmedEvery = TimeSpan.FromSeconds(1);

    private long _trimmedAt;

    /// <inheritdoc/>
    public Task AcceptAsync(BatchEntry waiting) => ReachAsync(database => Task.WhenAll(
        [
            // All that is known of a batch that waits is the same each time that it is written.
            database.HashSetAsync(KeyOf(waiting.Pipeline, waiting.BatchId), [new HashEntry(Waited, waiting.View.ToArray()), .. Content(waiting)]),
            .. Place(database, waiting),
            database.SortedSetAddAsync(Waiting, Member(waiting.Pipeline, waiting.BatchId), waiting.Created.ToUnixTimeMilliseconds()),
        ]));

    /// <inheritdoc/>
    public Task ShowAsync(IReadOnlyList<BatchEntry> ended) => ReachAsync(async database =>
    {
        var writes = new List<Task>(ended.Count * 5);
        foreach (var batch in ended)
        {
            var key = KeyOf(batch.Pipeline, batch.BatchId);
            writes.Add(database.HashSetAsync(key, Ended, batch.View.ToArray(), When.NotExists));
            writes.Add(database.HashSetAsync(key, Content(batch)));
            writes.AddRange(Place(database, batch));
        }

        writes.Add(database.SortedSetRemoveAsync(Waiting, [.. ended.Select(batch => Member(batch.Pipeline, batch.BatchId))]));
        await Task.WhenAll(writes);
        await TrimAsync(database, ended);
        return true;
    });

    /// <inheritdoc/>
    public Task<BatchEntry?> FindAsync(string pipeline, string batchId) => ReachAsync(async database =>
        await database.HashGetAsync(KeyOf(pipeline, batchId), Fields) is { } values && ViewOf(values) is { IsNull: false } view
            ? new BatchEntry(pipeline, batchId, new DateTimeOffset((long)values[3], TimeSpan.Zero), (byte[])view!, values[2].IsNull ? default(ReadOnlyMemory<byte>) : (byte[])values[2]!)
            : null);

    /// <inheritdoc/>
    public Task<BatchPage> ListAsync(string pipeline, string? after, int limit) => ReachAsync(async database =>
    {
        var batches = new List<ReadOnlyMemory<byte>>(limit);
        var place = after;
        while (true)
        {
            // A place whose batch has expired since gives nothing, so another part may be needed to fill the page.
            var places = await database.SortedSetRangeByValueAsync(OrderOf(pipeline), place ?? default(RedisValue), default, Exclude.Start, skip: 0, take: limit + 1, CommandFlags.None);
            var views = await Task.WhenAll(places.Select(p => database.HashGetAsync(KeyOf(pipeline, BatchOrder.BatchIdOf(p!)), Fields)));
            for (var i = 0; i < places.Length; i++)
            {
                if (batches.Count == limit)
                {
                    return new BatchPage(batches, place);
                }

                place = places[i];
                if (ViewOf(views[i]) is { IsNull: false } view)
                {
                    batches.Add((byte[])view!);
                }
            }

            if (places.Length <= limit)
            {
                return new BatchPage(batches, Next: null);
            }
        }
    });

    /// <inheritdoc/>
    public Task<long> CountWaitingAsync() => ReachAsync(database => database.SortedSetLengthAsync(Waiting));

    /// <inheritdoc/>
    public Task<bool> IsCompleteAsync() => ReachAsync(async database => await database.StringGetAsync(Complete) == Built);

    /// <inheritdoc/>
    public Task<string> BeginBuildAsync() => ReachAsync(async database =>
    {
        // One that is complete stays so while it is built again.
        if (await database.StringGetAsync(Complete) == Built)
        {
            return Built;
        }

        var build = Guid.NewGuid().ToString("n");
        await database.StringSetAsync(Complete, build);
        return build;
    });

    /// <inheritdoc/>
    public Task MarkCompleteAsync(string build) => ReachAsync(async database =>
    {
        if (build != Built)
        {
            // One command would do it on Redis 8.4; older servers know a transaction.
#pragma warning disable SER301
            var transaction = database.CreateTransaction();
            transaction.AddCondition(Condition.StringEqual(Complete, build));
            _ = transaction.StringSetAsync(Complete, Built);
            await transaction.ExecuteAsync();
#pragma warning restore SER301
        }

        return true;
    });

    private static RedisValue ViewOf(RedisValue[] values) => values[0].IsNull ? values[1] : values[0];

    private static RedisKey KeyOf(string pipeline, string batchId) => $"{Prefix}:{pipeline}:batch:{batchId}";

    private static RedisKey OrderOf(string pipeline) => $"{Prefix}:{pipeline}:order";

    private static HashEntry[] Content(BatchEntry batch) => [new(Rows, batch.Features.ToArray()), new(Since, batch.Created.UtcTicks)];

    private static RedisValue Member(string pipeline, string batchId) => $"{pipeline}/{batchId}";

    [SuppressMessage("Reliability", "CA2025:Ensure tasks using IDisposable instances complete before the instances are disposed", Justification = "The database is not disposable.")]
    private IEnumerable<Task> Place(IDatabase database, BatchEntry batch)
    {
        yield return database.KeyExpireAsync(KeyOf(batch.Pipeline, batch.BatchId), batch.Created + limits.TimeToLive - clock.GetUtcNow());
        yield return database.SortedSetAddAsync(OrderOf(batch.Pipeline), BatchOrder.Of(batch.Created, batch.BatchId), 0);
    }

    private async Task TrimAsync(IDatabase database, IReadOnlyList<BatchEntry> ended)
    {
        var at = Volatile.Read(ref _trimmedAt);
        if (at != 0 && clock.GetElapsedTime(at) < TrimmedEvery)
        {
            return;
        }

        Volatile.Write(ref _trimmedAt, clock.GetTimestamp());
        var oldest = clock.GetUtcNow() - limits.TimeToLive;
        await database.SortedSetRemoveRangeByScoreAsync(Waiting, double.NegativeInfinity, oldest.ToUnixTimeMilliseconds());
        foreach (var pipeline in ended.Select(batch => batch.Pipeline).Distinct(StringComparer.Ordinal))
        {
            var order = OrderOf(pipeline);
            await database.SortedSetRemoveRangeByValueAsync(order, BatchOrder.Before(oldest), "~");
            while (await database.SortedSetRangeByRankAsync(order, limits.MaximumBatches, limits.MaximumBatches + TrimmedAtOnce - 1) is { Length: > 0 } over)
            {
                await database.KeyDeleteAsync([.. over.Select(place => KeyOf(pipeline, BatchOrder.BatchIdOf(place!)))]);
                await database.SortedSetRemoveAsync(order, over);
            }
        }
    }

    private Task<bool> ReachAsync(Func<IDatabase, Task> ask) => ReachAsync(async database =>
    {
        await ask(database);
        return true;
    });

    // The client may wait for an answer for as long as the connection seems alive; whoever asks here does not.
    private async Task<T> ReachAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        try
        {
            return await ask(redis.Database).WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            throw new ReadModelAwayException(exception);
        }
    }
}
