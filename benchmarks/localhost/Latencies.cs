using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>How long each message took.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentQueue<TimeSpan> _all = [];

    public int Count => _all.Count;

    public void Add(TimeSpan latency) => _all.Enqueue(latency);

    public void Clear() => _all.Clear();

    /// <summary>The milliseconds that a share of the messages took at most.</summary>
    /// <param name="share">0.5 for the median.</param>
    public double Milliseconds(double share) => _all.Order().ElementAt((int)(share * (_all.Count - 1))).TotalMilliseconds;
}
