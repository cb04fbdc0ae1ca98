namespace MlFunctions.Events;

/// <summary>
/// How many tries of one receiver may be under way at once on this instance: several where it answers promptly, few where it is slow, one where it
/// did not answer last. So receivers that let their callers wait do not keep the instance from pushing to others, or from whatever else its
/// activities do.
/// </summary>
public sealed class ReceiverLanes(TimeProvider clock)
{
    // Of the sixteen activities that host.json lets an instance do at once, a receiver never has more than twelve, and a slow one two.
    private const int OfAPromptOne = 8;
    private const int OfASlowOne = 2;
    private const int OfASilentOne = 1;
    private const int Waiting = 4;

    /// <summary>A receiver that answers within this time is prompt, and a lane of it is worth waiting as long for.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Receiver> _receivers = new(StringComparer.Ordinal);

    /// <summary>Begins a try, at once or, where that cannot take long, when another has ended; it must <see cref="Leave"/> again.</summary>
    /// <param name="receiver">Host and port.</param>
    /// <returns>False where enough others are under way.</returns>
    public async Task<bool> TryEnterAsync(string receiver)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (!_receivers.TryGetValue(receiver, out var known))
            {
                _receivers.Add(receiver, known = new Receiver());
            }

            if (known.UnderWay < known.Lanes)
            {
                known.UnderWay++;
                return true;
            }

            if (known.Lanes < OfAPromptOne || known.Queue.Count >= Waiting)
            {
                return false;
            }

            known.Queue.AddLast(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await turn.Task.WaitAsync(Prompt, clock);
            return true;
        }
        catch (TimeoutException)
        {
            return !GaveUp(receiver, turn);
        }
    }

    /// <summary>Ends a try.</summary>
    /// <param name="receiver">Host and port.</param>
    /// <param name="took">How long it took until the receiver answered; null: it did not.</param>
    public void Leave(string receiver, TimeSpan? took)
    {
        lock (_gate)
        {
            var known = _receivers[receiver];
            known.Lanes = took is null ? OfASilentOne : took < Prompt ? OfAPromptOne : OfASlowOne;
            if (known.UnderWay <= known.Lanes && known.Queue.First is { } next)
            {
                // The lane goes on to whoever waits.
                known.Queue.RemoveFirst();
                next.Value.SetResult();
            }
            else
            {
                known.UnderWay--;
            }
        }
    }

    private bool GaveUp(string receiver, TaskCompletionSource turn)
    {
        lock (_gate)
        {
            // False where the turn came at the last moment.
            return _receivers[receiver].Queue.Remove(turn);
        }
    }

    private sealed class Receiver
    {
        public int Lanes { get; set; } = OfASlowOne;

        public int UnderWay { get; set; }

        public LinkedList<TaskCompletionSource> Queue { get; } = new();
    }
}
