namespace MlFunctions.Pipelines;

/// <summary>
/// The runs that a pipeline still owes: one under way and one that waits for it. Requests that come while one is under way
/// share the one that waits. Immutable; changed by <see cref="RunStarter"/> alone.
/// </summary>
internal sealed record RunQueue
{
    /// <summary>A pipeline that owes no run.</summary>
    public static RunQueue Empty { get; } = new();

    /// <summary>The run under way, or about to be started.</summary>
    public RequestedRun? Running { get; init; }

    /// <summary>The run after that.</summary>
    public RequestedRun? Waiting { get; init; }

    /// <summary>The last run that came to a verdict.</summary>
    public FinishedRun? LastFinished { get; init; }

    /// <summary>The run that a request of this key is part of, or null.</summary>
    public string? RunOf(string key) =>
        Array.Find([Running, Waiting], run => run?.Requests.Any(request => request.Key == key) == true)?.RunId;

    /// <summary>The queue with one more request, and the run that it became part of.</summary>
    /// <param name="request">The request.</param>
    /// <param name="newRunId">The name of its run, where it needs one of its own.</param>
    /// <param name="most">How many requests the run that waits may name.</param>
    public (RunQueue Queue, string RunId) Ask(RunRequest request, string newRunId, int most = int.MaxValue)
    {
        if (Waiting is { } waiting)
        {
            return (this with { Waiting = waiting.With(request, most) }, waiting.RunId);
        }

        var run = new RequestedRun(newRunId, request.Pipeline, [request]);
        return (Running is null ? this with { Running = run } : this with { Waiting = run }, newRunId);
    }

    /// <summary>The queue once the run under way has ended: the one that waited is next.</summary>
    /// <param name="finished">What it worked from, where it came to a verdict.</param>
    public RunQueue Release(FinishedRun? finished) => this with { Running = Waiting, Waiting = null, LastFinished = finished ?? LastFinished };
}
