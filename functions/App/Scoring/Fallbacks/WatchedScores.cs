using System.Runtime.CompilerServices;

namespace MlFunctions.Scoring;

/// <summary>
/// Scores on threads that can be left behind. A prediction cannot be interrupted, so one that is late goes on, and its thread with it;
/// how many a model may occupy so is limited.
/// </summary>
public sealed class WatchedScores(TimeProvider clock)
{
    /// <summary>The most requests that one model scores at once, those that nobody waits for any more among them.</summary>
    public const int MaximumRunning = 64;

    private readonly ConditionalWeakTable<ServedModel, StrongBox<int>> _running = [];

    /// <summary>Starts to score; null where the model is busy with <see cref="MaximumRunning"/> requests.</summary>
    public WatchedScore? TryStart(ServedModel model, PredictionRequest request)
    {
        var running = _running.GetValue(model, static _ => new StrongBox<int>());
        if (Interlocked.Increment(ref running.Value) > MaximumRunning)
        {
            Interlocked.Decrement(ref running.Value);
            return null;
        }

        return new WatchedScore(model, request, clock, ended: () => Interlocked.Decrement(ref running.Value));
    }
}
