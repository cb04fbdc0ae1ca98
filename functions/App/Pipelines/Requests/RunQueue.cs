using System.Text.Json.Serialization;

namespace MlFunctions.Pipelines;

/// <summary>
/// The runs that a pipeline still owes: one under way, one that waits for it, and those that wait for data that somebody chose. Requests
/// that come while one is under way share the one that waits. Immutable; changed by <see cref="RunStarter"/> alone.
/// </summary>
public sealed record RunQueue
{
    /// <summary>A pipeline that owes no run.</summary>
    public static RunQueue Empty { get; } = new();

    /// <summary>The run under way, or about to be started.</summary>
    public RequestedRun? Running { get; init; }

    /// <summary>So many runs on chosen data may wait.</summary>
    public const int MostChosen = 20;

    /// <summary>The run on the newest data that waits.</summary>
    public RequestedRun? Waiting { get; init; }

    /// <summary>The runs on data that somebody chose that wait, one a batch, in order of time.</summary>
    public IReadOnlyList<RequestedRun> Chosen { get; init; } = [];

    /// <summary>The run after the one under way: the one that was asked for first.</summary>
    [JsonIgnore]
    public RequestedRun? Next => All.Skip(Running is null ? 0 : 1).MinBy(run => run.Requests[0].At);

    /// <summary>All runs, the one under way first.</summary>
    [JsonIgnore]
    public IEnumerable<RequestedRun> All => new[] { Running, Waiting }.OfType<RequestedRun>().Concat(Chosen);

    /// <summary>The last run that came to a verdict.</summary>
    public FinishedRun? LastFinished { get; init; }

    /// <summary>The run that a request of this key is part of, or null.</summary>
    public string? RunOf(string key) =>
        All.FirstOrDefault(run => run.Requests.Any(request => request.Key == key))?.RunId;

    /// <summary>The queue with one more request, and the run that it became part of.</summary>
    /// <param name="request">The request.</param>
    /// <param name="newRunId">The name of its run, where it needs one of its own.</param>
    /// <param name="most">How many requests the run that waits may name.</param>
    /// <exception cref="RunQueueFullException">As many runs on chosen data wait as may.</exception>
    public (RunQueue Queue, string RunId) Ask(RunRequest request, string newRunId, int most = int.MaxValue)
    {
        var shared = request.Dataset is null ? Waiting : Chosen.FirstOrDefault(run => run.Dataset == request.Dataset);
        var run = shared is null ? new RequestedRun(newRunId, request.Pipeline, [request]) : shared.With(request, most);
        return (With(run, shared), run.RunId);
    }

    private RunQueue With(RequestedRun run, RequestedRun? shared) =>
        Running is null ? this with { Running = run }
        : run.Dataset is null ? this with { Waiting = run }
        : shared is not null ? this with { Chosen = [.. Chosen.Select(other => other == shared ? run : other)] }
        : Chosen.Count < MostChosen ? this with { Chosen = [.. Chosen, run] }
        : throw new RunQueueFullException($"{MostChosen} runs on chosen data wait already, as many as may; ask again when one of them has begun.");

    /// <summary>The queue once the run under way has ended: the one that was asked for first is next.</summary>
    /// <param name="finished">What it worked from, where it came to a verdict.</param>
    public RunQueue Release(FinishedRun? finished) => this with
    {
        Running = Next,
        Waiting = Next == Waiting ? null : Waiting,
        Chosen = [.. Chosen.Where(run => run != Next)],
        LastFinished = finished ?? LastFinished,
    };
}
