using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>
/// Scores every request by the shadows too, after it was answered: what has come meanwhile together, in one turn at a time, so that those
/// who wait for answers go first. What cannot be scored in time waits, up to a limit in rows; beyond it rows are dropped, counted and logged.
/// </summary>
public sealed class ShadowScoring(ScoreFeed feed, TimeProvider clock, ILogger<ShadowScoring> logger) : IHostedService
{
    /// <summary>The most rows that wait.</summary>
    public const int MaximumRows = 100_000;

    // A turn takes a thread that could answer, so it is short.
    private const int MaximumTurn = 128;

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
    public void Score(IReadOnlyList<ServedModel> shadows, PredictionRequest request)
    {
        if (shadows.Count == 0)
        {
            return;
        }

        if (Interlocked.Add(ref _waiting, request.Count) > MaximumRows || !_jobs.Writer.TryWrite(new Job(shadows, request)))
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
        var turn = new List<Job>(MaximumTurn);
        while (await _jobs.Reader.WaitToReadAsync())
        {
            await Turns.GiveWayAsync(() => Interlocked.Read(ref _waiting) < MaximumTurn);
            while (turn.Count < MaximumTurn && _jobs.Reader.TryRead(out var job))
            {
                turn.Add(job);
            }

            foreach (var alike in turn.GroupBy(job => (job.Shadows, job.Request.Preparation)))
            {
                PredictionRequest[] requests = [.. alike.Select(job => job.Request)];
                foreach (var shadow in alike.Key.Shadows)
                {
                    Score(shadow, new InputMapping(alike.Key.Preparation, shadow.Preparation), requests);
                }
            }

            Interlocked.Add(ref _waiting, -turn.Sum(job => (long)job.Request.Count));
            turn.Clear();
            LogDropped();
        }
    }

    // Requests that were read for the same model.
    private void Score(ServedModel shadow, InputMapping mapping, ReadOnlySpan<PredictionRequest> requests)
    {
        var count = 0;
        foreach (var request in requests)
        {
            count += request.Count;
        }

        var values = new FeatureValue[count * mapping.Inputs];
        count = 0;
        foreach (var request in requests)
        {
            count += mapping.TryMap(request, values.AsSpan(count * mapping.Inputs, request.Count * mapping.Inputs)) ? request.Count : 0;
        }

        if (count == 0)
        {
            return;
        }

        try
        {
            var started = clock.GetTimestamp();
            var rows = new PredictionRequest(shadow.Preparation, RequestShape.Rows, count, values.Length == count * mapping.Inputs ? values : values[..(count * mapping.Inputs)], Errors: null);
            var outputs = shadow.Score(rows.Values);
            feed.Tell(new ScoredRows
            {
                Model = shadow,
                Role = ScoreRole.Shadow,
                Request = rows,
                Outputs = outputs,
                At = clock.GetUtcNow(),
                Duration = clock.GetElapsedTime(started),
            });
        }
        catch (Exception exception) when (requests.Length == 1)
        {
            // A shadow is there to be found out; nobody waits for its answer.
            logger.ModelFailed(exception, shadow.Manifest.VersionName);
        }
        catch
        {
            // What one request does to the shadow is not to cost the others their scores.
            foreach (ref readonly var request in requests)
            {
                Score(shadow, mapping, [request]);
            }
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

    private sealed record Job(IReadOnlyList<ServedModel> Shadows, PredictionRequest Request);
}
