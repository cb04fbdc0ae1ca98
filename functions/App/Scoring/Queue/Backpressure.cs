using Microsoft.AspNetCore.Http;
using MlFunctions.Http;

namespace MlFunctions.Scoring;

/// <summary>
/// Refuses batches while too many wait. Service Bus tells receivers nothing of a queue's length, so it is counted where batches are shown:
/// what waits there is what was accepted by any instance and has no result yet. Between two counts, what this instance accepts is added.
/// </summary>
public sealed class Backpressure(IReadModel readModel, AppLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan CountedAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly long _maximum = limits.Of(Limit.WaitingBatches);
    private long _waiting;
    private long _countedAt;
    private int _isCounting;

    /// <summary>429 where the batch must come again later; null: it may be accepted, and is counted as waiting.</summary>
    public async ValueTask<IResult?> RefusalAsync()
    {
        var isDue = Volatile.Read(ref _countedAt) is var at && (at == 0 || clock.GetElapsedTime(at) > CountedAgainAfter);
        if (isDue && Interlocked.Exchange(ref _isCounting, 1) == 0)
        {
            await CountAsync();
        }

        var waiting = Interlocked.Increment(ref _waiting);
        if (waiting <= _maximum)
        {
            return null;
        }

        Interlocked.Decrement(ref _waiting);
        return Problems.TooMany($"{_maximum:N0} batches wait for their scores; send this one again in a second.", TimeSpan.FromSeconds(1));
    }

    private async Task CountAsync()
    {
        try
        {
            Volatile.Write(ref _waiting, await readModel.CountWaitingAsync());
        }
        catch (ReadModelAwayException)
        {
            // Unknown is not too many: the queue itself is not away.
            Volatile.Write(ref _waiting, 0);
        }
        finally
        {
            Volatile.Write(ref _countedAt, clock.GetTimestamp());
            Volatile.Write(ref _isCounting, 0);
        }
    }
}
