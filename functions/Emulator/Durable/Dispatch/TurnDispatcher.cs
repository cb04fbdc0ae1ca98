using System.Threading.Channels;

namespace MlFunctions.Emulator.Durable.Dispatch;

/// <summary>Gives turns to instances that have something new: one at a time to each, so many at a time in all.</summary>
internal sealed class TurnDispatcher(Func<long, Task> turn, int atOnce, Action<Exception> onFault)
{
    private readonly Channel<long> ready = Channel.CreateUnbounded<long>();
    private readonly Dictionary<long, Place> places = [];
    private Task[] loops = [];

    private enum Place
    {
        Queued,
        Running,
        RunningWithMoreToCome,
    }

    public void Start() => loops = [.. Enumerable.Range(0, atOnce).Select(_ => Task.Run(LoopAsync))];

    /// <summary>An instance has something new.</summary>
    public void Signal(long instance)
    {
        lock (places)
        {
            if (places.TryAdd(instance, Place.Queued))
                ready.Writer.TryWrite(instance);
            else if (places[instance] == Place.Running)
                places[instance] = Place.RunningWithMoreToCome;
        }
    }

    /// <summary>Lets turns under way end, and starts no more.</summary>
    public Task StopAsync()
    {
        ready.Writer.TryComplete();
        while (ready.Reader.TryRead(out _))
        {
            // What has not begun is found again at the next start.
        }

        return Task.WhenAll(loops);
    }

    private async Task LoopAsync()
    {
        await foreach (var instance in ready.Reader.ReadAllAsync())
        {
            lock (places)
                places[instance] = Place.Running;
            try
            {
                await turn(instance);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // The store is closed.
                return;
            }
            catch (Exception e)
            {
                onFault(e);
                return;
            }

            lock (places)
            {
                if (places.Remove(instance, out var place) && place == Place.RunningWithMoreToCome)
                    Signal(instance);
            }
        }
    }
}
