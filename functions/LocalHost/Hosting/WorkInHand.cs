using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>The pieces of work that a listener has in hand: each is under way, or waits for a time of the host's clock.</summary>
internal sealed class WorkInHand(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Piece, bool> _pieces = [];

    /// <summary>The name of a piece that is under way, or would be if its time, which has come, had been noticed; null when there is none.</summary>
    public string? Due
    {
        get
        {
            var now = clock.GetUtcNow().UtcTicks;
            return _pieces.Keys.FirstOrDefault(piece => piece.DueTicks <= now)?.Name;
        }
    }

    /// <summary>Begins a piece, which is under way until it is disposed of.</summary>
    /// <param name="name">What it is, for whoever waits for it.</param>
    public Piece Begin(string name)
    {
        var piece = new Piece(this, name);
        _pieces.TryAdd(piece, value: true);
        return piece;
    }

    /// <summary>A piece of work.</summary>
    internal sealed class Piece(WorkInHand work, string name) : IDisposable
    {
        private long _dueTicks = long.MinValue;

        public string Name => name;

        public long DueTicks => Volatile.Read(ref _dueTicks);

        /// <summary>Waits for a time of the clock; the piece is not under way meanwhile.</summary>
        public async Task DelayAsync(TimeSpan pause, CancellationToken cancellationToken)
        {
            // In this order: as soon as the piece is at rest the clock may be moved, and the delay must have begun before.
            var delay = Task.Delay(pause, work.Clock, cancellationToken);
            Volatile.Write(ref _dueTicks, (work.Clock.GetUtcNow() + pause).UtcTicks);
            await delay;
            Volatile.Write(ref _dueTicks, long.MinValue);
        }

        public void Dispose() => work._pieces.TryRemove(this, out _);
    }

    private TimeProvider Clock => clock;
}
