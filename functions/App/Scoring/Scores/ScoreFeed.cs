using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// Tells listeners of every scored row without making the answer wait. What they cannot take in time waits, up to a limit in rows;
/// beyond it rows are dropped, counted and logged, because an answer must neither be late nor exhaust memory for the sake of its record.
/// </summary>
public sealed class ScoreFeed(IEnumerable<IScoreListener> listeners, ILogger<ScoreFeed> logger) : IHostedService
{
    /// <summary>The most rows that wait.</summary>
    public const int MaximumRows = 200_000;

    /// <summary>The most requests that are told of in one call.</summary>
    public const int MaximumBatch = 512;

    private readonly IScoreListener[] _listeners = [.. listeners];
    private readonly Channel<ScoredRows> _told = Channel.CreateUnbounded<ScoredRows>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Outages _outages = new();
    private Task _telling = Task.CompletedTask;
    private long _waiting;
    private long _dropped;
    private long _droppedAndLogged;

    /// <summary>Whether anybody listens; where nobody does, nothing need be told.</summary>
    public bool IsHeard => _listeners.Length > 0;

    /// <summary>How many rows nobody was told of because too many waited.</summary>
    public long DroppedRows => Interlocked.Read(ref _dropped);

    /// <summary>Tells listeners, soon.</summary>
    public void Tell(ScoredRows scored)
    {
        if (!IsHeard)
        {
            return;
        }

        if (Interlocked.Add(ref _waiting, scored.Request.Count) > MaximumRows || !_told.Writer.TryWrite(scored))
        {
            Interlocked.Add(ref _waiting, -scored.Request.Count);
            Interlocked.Add(ref _dropped, scored.Request.Count);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _telling = IsHeard ? Task.Run(TellAllAsync, CancellationToken.None) : Task.CompletedTask;
        return Task.CompletedTask;
    }

    /// <summary>Lets listeners have what waits, then stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _told.Writer.TryComplete();
        return _telling.WaitAsync(cancellationToken);
    }

    private async Task TellAllAsync()
    {
        var batch = new List<ScoredRows>(MaximumBatch);
        while (await _told.Reader.WaitToReadAsync())
        {
            await Turns.GiveWayAsync(() => Interlocked.Read(ref _waiting) < MaximumBatch);
            while (batch.Count < MaximumBatch && _told.Reader.TryRead(out var scored))
            {
                batch.Add(scored);
            }

            await TellAsync(batch);
            Interlocked.Add(ref _waiting, -batch.Sum(scored => (long)scored.Request.Count));
            batch.Clear();
            LogDropped();
        }
    }

    private async Task TellAsync(IReadOnlyList<ScoredRows> batch)
    {
        ScoredRows[] told = [.. batch];
        foreach (var listener in _listeners)
        {
            try
            {
                await listener.OnScoredAsync(told);
                if (_outages.End(listener.GetType().Name))
                {
                    logger.ListenerBack(listener.GetType().Name);
                }
            }
            catch (Exception exception)
            {
                // The others are to hear of it all the same, and so are all of the next.
                if (_outages.Begin(listener.GetType().Name))
                {
                    logger.ListenerFailed(exception, listener.GetType().Name, batch.Sum(scored => scored.Request.Count));
                }
            }
        }
    }

    private void LogDropped()
    {
        var dropped = DroppedRows;
        if (dropped > _droppedAndLogged)
        {
            logger.ScoresDropped(dropped - _droppedAndLogged, MaximumRows);
            _droppedAndLogged = dropped;
        }
    }
}
