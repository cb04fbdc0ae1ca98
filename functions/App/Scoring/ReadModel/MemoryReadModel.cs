namespace MlFunctions.Scoring;

/// <summary>The read model in this process: for one instance, where no Redis is configured.</summary>
internal sealed class MemoryReadModel(ReadModelLimits limits, TimeProvider clock) : IReadModel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);
    private bool _isComplete;

    /// <inheritdoc/>
    public Task AcceptAsync(BatchEntry waiting)
    {
        lock (_gate)
        {
            Trimmed(waiting.Pipeline).Add(waiting, hasEnded: false, clock);
            TrimBytes();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ShowAsync(IReadOnlyList<BatchEntry> ended)
    {
        lock (_gate)
        {
            foreach (var batch in ended)
            {
                Trimmed(batch.Pipeline).Add(batch, hasEnded: true, clock);
            }

            TrimBytes();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<BatchEntry?> FindAsync(string pipeline, string batchId)
    {
        lock (_gate)
        {
            return Task.FromResult(Trimmed(pipeline).Find(batchId));
        }
    }

    /// <inheritdoc/>
    public Task<BatchPage> ListAsync(string pipeline, string? after, int limit)
    {
        lock (_gate)
        {
            var page = Trimmed(pipeline).After(after).Take(limit + 1).ToList();
            return Task.FromResult(new BatchPage(
                [.. page.Take(limit).Select(batch => batch.View)],
                page.Count > limit ? BatchOrder.Of(page[limit - 1].Created, page[limit - 1].BatchId) : null));
        }
    }

    /// <inheritdoc/>
    public Task<long> CountWaitingAsync()
    {
        lock (_gate)
        {
            return Task.FromResult(_shelves.Values.Sum(shelf => (long)shelf.Waiting));
        }
    }

    /// <inheritdoc/>
    public Task<bool> IsCompleteAsync() => Task.FromResult(Volatile.Read(ref _isComplete));

    /// <inheritdoc/>
    public Task<string> BeginBuildAsync() => Task.FromResult("");

    /// <inheritdoc/>
    public Task MarkCompleteAsync(string build)
    {
        Volatile.Write(ref _isComplete, true);
        return Task.CompletedTask;
    }

    private Shelf Trimmed(string pipeline)
    {
        if (!_shelves.TryGetValue(pipeline, out var shelf))
        {
            _shelves[pipeline] = shelf = new Shelf();
        }

        shelf.Trim(limits.MaximumBatches, limits.TimeToLive, clock);
        return shelf;
    }

    // Of the pipeline that holds most, so that one that is flooded does not take the others' place.
    private void TrimBytes()
    {
        while (_shelves.Values.Sum(shelf => shelf.Bytes) > limits.MaximumBytes && _shelves.Values.MaxBy(shelf => shelf.Bytes) is { Count: > 1 } largest)
        {
            largest.RemoveOldest();
        }
    }

    /// <summary>The batches of one pipeline.</summary>
    private sealed class Shelf
    {
        // What an entry takes beside its content, roughly.
        private const int EntryBytes = 400;

        private readonly Dictionary<string, Held> _byId = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _order = new(StringComparer.Ordinal);

        public int Waiting { get; private set; }

        public long Bytes { get; private set; }

        public int Count => _order.Count;

        public void Add(BatchEntry batch, bool hasEnded, TimeProvider clock)
        {
            // Its age is counted by a clock that is never set: that of the machine may be put forward by a week while the batch is a second old.
            var (added, age) = (clock.GetTimestamp(), clock.GetUtcNow() - batch.Created);
            if (_byId.TryGetValue(batch.BatchId, out var known))
            {
                if (known.HasEnded || !hasEnded)
                {
                    return;
                }

                Remove(known.Batch);
                (added, age) = (known.Added, known.Age);
            }

            _byId[batch.BatchId] = new Held(batch, hasEnded, added, age);
            _order.Add(PlaceOf(batch));
            Bytes += BytesOf(batch);
            Waiting += hasEnded ? 0 : 1;
        }

        public BatchEntry? Find(string batchId) => _byId.TryGetValue(batchId, out var found) ? found.Batch : null;

        public IEnumerable<BatchEntry> After(string? place)
        {
            IEnumerable<string> places = place is null ? _order
                : _order.Max is { } last && string.CompareOrdinal(place, last) <= 0 ? _order.GetViewBetween(place, last).Where(p => p != place)
                : [];
            return places.Select(p => _byId[BatchOrder.BatchIdOf(p)].Batch);
        }

        public void Trim(int most, TimeSpan timeToLive, TimeProvider clock)
        {
            while (_order.Max is { } last && (_order.Count > most || IsOver(_byId[BatchOrder.BatchIdOf(last)])))
            {
                RemoveOldest();
            }

            bool IsOver(Held held) => held.Age + clock.GetElapsedTime(held.Added) > timeToLive;
        }

        public void RemoveOldest() => Remove(_byId[BatchOrder.BatchIdOf(_order.Max!)].Batch);

        private void Remove(BatchEntry batch)
        {
            _order.Remove(PlaceOf(batch));
            _byId.Remove(batch.BatchId, out var removed);
            Waiting -= removed!.HasEnded ? 0 : 1;
            Bytes -= BytesOf(batch);
        }

        private static long BytesOf(BatchEntry batch) => EntryBytes + batch.View.Length + batch.Features.Length;

        private static string PlaceOf(BatchEntry batch) => BatchOrder.Of(batch.Created, batch.BatchId);

        /// <param name="Batch">The batch.</param>
        /// <param name="HasEnded">Whether it waits no more.</param>
        /// <param name="Added">The timestamp when it was first held.</param>
        /// <param name="Age">How old it was then.</param>
        private sealed record Held(BatchEntry Batch, bool HasEnded, long Added, TimeSpan Age);
    }
}
