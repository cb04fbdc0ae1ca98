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
            Trimmed(waiting.Pipeline).Add(waiting, hasEnded: false);
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
                Trimmed(batch.Pipeline).Add(batch, hasEnded: true);
            }
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

        shelf.Trim(limits.MaximumBatches, clock.GetUtcNow() - limits.TimeToLive);
        return shelf;
    }

    /// <summary>The batches of one pipeline.</summary>
    private sealed class Shelf
    {
        private readonly Dictionary<string, (BatchEntry Batch, bool HasEnded)> _byId = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _order = new(StringComparer.Ordinal);

        public int Waiting { get; private set; }

        public void Add(BatchEntry batch, bool hasEnded)
        {
            if (_byId.TryGetValue(batch.BatchId, out var known))
            {
                if (known.HasEnded || !hasEnded)
                {
                    return;
                }

                Waiting--;
                _order.Remove(PlaceOf(known.Batch));
            }

            _byId[batch.BatchId] = (batch, hasEnded);
            _order.Add(PlaceOf(batch));
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

        public void Trim(int most, DateTimeOffset oldest)
        {
            while (_order.Max is { } last && (_order.Count > most || string.CompareOrdinal(last, BatchOrder.Before(oldest)) > 0))
            {
                _order.Remove(last);
                _byId.Remove(BatchOrder.BatchIdOf(last), out var trimmed);
                Waiting -= trimmed.HasEnded ? 0 : 1;
            }
        }

        private static string PlaceOf(BatchEntry batch) => BatchOrder.Of(batch.Created, batch.BatchId);
    }
}
