using System.Threading.Channels;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>Gives turns to instances that have something new: one at a time to each, so many at a time in all.</summary>
internal sealed class TurnDispatcher(Func<long, Task> turn, int atOnce, Action<Exception> onFault)
{
    private readonly Channel<long> _ready = Channel.CreateUnbounded<long>();
    private readonly Dictionary<long, Place> _places = [];
    private Task[] _loops = [];

    private enum Place
    {
        Queued,
        Running,
        RunningWithMoreToCome,
    }

    /// <summary>Whether an instance has a turn or waits for one.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_places)
                return _places.Count > 0;
        }
    }

    public void Start() => _loops = [.. Enumerable.Range(0, atOnce).Select(_ => Task.Run(LoopAsync))];

    /// <summary>An instance has something new.</summary>
    public void Signal(long instance)
    {
        lock (_places)
        {
            if (_places.TryAdd(instance, Place.Queued))
                _ready.Writer.TryWrite(instance);
            else if (_places[instance] == Place.Running)
                _places[instance] = Place.RunningWithMoreToCome;
        }
    }

    /// <summary>Lets turns under way end, and starts no more.</summary>
    public Task StopAsync()
    {
        _ready.Writer.TryComplete();
        while (_ready.Reader.TryRead(out _))
        {
            // What has not begun is found again at the next start.
        }

        return Task.WhenAll(_loops);
    }

    private async Task LoopAsync()
    {
        await foreach (var instance in _ready.Reader.ReadAllAsync())
        {
            lock (_places)
                _places[instance] = Place.Running;
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

            lock (_places)
            {
                if (_places.Remove(instance, out var place) && place == Place.RunningWithMoreToCome)
                    Signal(instance);
            }
        }
    }
}
