namespace MlFunctions.LocalHost.Functions;

/// <summary>Gives up functions that run longer than they may. A timer for each would cost more than most functions do.</summary>
internal sealed class InvocationDeadlines(FunctionTimeout timeout, TimeProvider clock) : IDisposable
{
    // Several, so that processors seldom wait for each other.
    private readonly Line[] _lines = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Line(timeout.Limit, clock))];

    /// <summary>Begins to watch an invocation that begins now.</summary>
    /// <returns>What ends the watch; null when functions may run for ever.</returns>
    public LinkedListNode<(RunningInvocation Invocation, long Began)>? Add(RunningInvocation invocation) =>
        timeout.Limit == Timeout.InfiniteTimeSpan ? null : _lines[Thread.GetCurrentProcessorId() % _lines.Length].Add(invocation);

    /// <summary>Ends the watch.</summary>
    public static void Remove(LinkedListNode<(RunningInvocation Invocation, long Began)>? watched)
    {
        if (watched?.List is { } line)
        {
            lock (line)
            {
                if (watched.List is not null)
                {
                    line.Remove(watched);
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines)
        {
            line.Dispose();
        }
    }

    /// <summary>Invocations in the order in which they began, which is the order of their deadlines.</summary>
    private sealed class Line : IDisposable
    {
        private readonly LinkedList<(RunningInvocation Invocation, long Began)> _running = [];
        private readonly TimeSpan _limit;
        private readonly TimeProvider _clock;
        private readonly ITimer _timer;
        private bool _isSet;

        public Line(TimeSpan limit, TimeProvider clock)
        {
            _limit = limit;
            _clock = clock;
            _timer = clock.CreateTimer(_ => GiveUpOverdue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public LinkedListNode<(RunningInvocation Invocation, long Began)> Add(RunningInvocation invocation)
        {
            lock (_running)
            {
                if (!_isSet)
                {
                    _isSet = _timer.Change(_limit, Timeout.InfiniteTimeSpan);
                }

                return _running.AddLast((invocation, _clock.GetTimestamp()));
            }
        }

        public void Dispose() => _timer.Dispose();

        private void GiveUpOverdue()
        {
            lock (_running)
            {
                while (_running.First is { Value: var (invocation, began) })
                {
                    var left = _limit - _clock.GetElapsedTime(began);
                    if (left > TimeSpan.Zero)
                    {
                        _timer.Change(left, Timeout.InfiniteTimeSpan);
                        return;
                    }

                    _running.RemoveFirst();
                    // What follows is the caller's to do, and must not keep the timer.
                    ThreadPool.UnsafeQueueUserWorkItem(overdue => overdue.GiveUp(_limit), invocation, preferLocal: false);
                }

                _isSet = false;
            }
        }
    }
}
