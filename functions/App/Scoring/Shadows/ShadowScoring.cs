using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Scoring;

/// <summary>
/// Scores every request by the shadows too, after it was answered, on one thread of its own. What they cannot score in time waits, up to
/// a limit in rows; beyond it rows are dropped, counted and logged.
/// </summary>
internal sealed class ShadowScoring(ScoreFeed feed, TimeProvider clock, ILogger<ShadowScoring> logger) : IHostedService
{
    /// <summary>The most rows that wait.</summary>
    public const int MaximumRows = 100_000;

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private Task _scoring = Task.CompletedTask;
    private long _waiting;
    private long _dropped;
    private long _droppedAndLogged;

    /// <summary>How many rows the shadows did not score because too many waited.</summary>
    public long DroppedRows => Interlocked.Read(ref _dropped);

    /// <summary>Has rows scored by shadows, soon.</summary>
    /// <param name="shadows">The shadows.</param>
    /// <param name="request">The rows, as inputs of whichever model has answered.</param>
    /// <param name="key">What the caller calls the request or its subject; null: nothing.</param>
    public void Score(IReadOnlyList<ServedModel> shadows, PredictionRequest request, string? key)
    {
        if (shadows.Count == 0)
        {
            return;
        }

        if (Interlocked.Add(ref _waiting, request.Count) > MaximumRows || !_jobs.Writer.TryWrite(new Job(shadows, request, key)))
        {
            Interlocked.Add(ref _waiting, -request.Count);
            Interlocked.Add(ref _dropped, request.Count);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _scoring = Task.Run(ScoreAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Scores what waits, then stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _jobs.Writer.TryComplete();
        return _scoring.WaitAsync(cancellationToken);
    }

    private async Task ScoreAllAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            foreach (var shadow in job.Shadows)
            {
                Score(shadow, job);
            }

            Interlocked.Add(ref _waiting, -job.Request.Count);
            LogDropped();
        }
    }

    private void Score(ServedModel shadow, Job job)
    {
        if (job.Request.For(shadow.Preparation) is not { } rows)
        {
            return;
        }

        try
        {
            var started = clock.GetTimestamp();
            var outputs = shadow.Score(rows.Values);
            feed.Tell(new ScoredRows
            {
                Model = shadow,
                Role = ScoreRole.Shadow,
                Request = rows,
                Outputs = outputs,
                Key = job.Key,
                At = clock.GetUtcNow(),
                Duration = clock.GetElapsedTime(started),
            });
        }
        catch (Exception exception)
        {
            // A shadow is there to be found out; nobody waits for its answer.
            logger.ModelFailed(exception, shadow.Manifest.VersionName);
        }
    }

    private void LogDropped()
    {
        var dropped = DroppedRows;
        if (dropped > _droppedAndLogged)
        {
            logger.ShadowRowsDropped(dropped - _droppedAndLogged, MaximumRows);
            _droppedAndLogged = dropped;
        }
    }

    private sealed record Job(IReadOnlyList<ServedModel> Shadows, PredictionRequest Request, string? Key);
}
