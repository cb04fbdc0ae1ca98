using System.Diagnostics;

namespace MlFunctions.LocalHost.Http;

/// <summary>How long work waits for a thread of the pool: measured by a piece of work that does nothing, sent in again and again.</summary>
internal sealed class QueueDelay : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Action<IThreadPoolWorkItem> _queue;
    private long _sent;
    private long _last;
    private int _isWaiting;

    /// <summary>Starts measuring the pool.</summary>
    public QueueDelay()
        : this(item => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false))
    {
    }

    /// <summary>Starts measuring a queue, on a thread of its own, because those of the pool are what may be missing.</summary>
    public QueueDelay(Action<IThreadPoolWorkItem> queue)
    {
        _queue = queue;
        new Thread(Measure) { IsBackground = true, Name = "Queue delay" }.Start();
    }

    /// <summary>The wait of the last that had its turn, or of the one that waits, whichever is longer.</summary>
    public TimeSpan Current
    {
        get
        {
            var last = TimeSpan.FromTicks(Volatile.Read(ref _last));
            return Volatile.Read(ref _isWaiting) == 1 && Stopwatch.GetElapsedTime(Volatile.Read(ref _sent)) is var waiting && waiting > last ? waiting : last;
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        Volatile.Write(ref _last, Stopwatch.GetElapsedTime(Volatile.Read(ref _sent)).Ticks);
        Volatile.Write(ref _isWaiting, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Set();

    private void Measure()
    {
        while (!_stop.Wait(Interval))
        {
            if (Volatile.Read(ref _isWaiting) == 0)
            {
                Volatile.Write(ref _sent, Stopwatch.GetTimestamp());
                Volatile.Write(ref _isWaiting, 1);
                _queue(this);
            }
        }
    }
}
