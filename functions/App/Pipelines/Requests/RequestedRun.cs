using System.Globalization;
using System.Text.Json.Serialization;

namespace MlFunctions.Pipelines;

/// <summary>A run and all that asked for it: the input of <see cref="RetrainPipeline"/>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Requests">What asked for it, in order of time; at least one.</param>
public sealed record RequestedRun(string RunId, string Pipeline, IReadOnlyList<RunRequest> Requests)
{
    /// <summary>
    /// Whether it takes the place of a model that waits for approval. What only the clock asks for does not: it may find that nothing is new.
    /// </summary>
    public bool Supersedes => Requests.Any(request => request.Trigger != RunTrigger.Schedule);

    /// <summary>The batch that it was asked to work from; null: the newest that is usable.</summary>
    [JsonIgnore]
    public string? Dataset => Requests[0].Dataset;

    /// <summary>How many requests share it beyond those that are named, because they say nothing new.</summary>
    public int MoreRequests { get; init; }

    /// <summary>Why there is this run, for people.</summary>
    public string Reason => string.Join("; ", Requests.Select(request => request.Reason))
        + (MoreRequests == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; and {MoreRequests:N0} more"));

    /// <summary>The run with one more request: named, or counted where it is the same as one that is, or where as many are named as may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">How many may be named. One that changes what the run does is named all the same.</param>
    public RequestedRun With(RunRequest request, int most) =>
        Requests.Any(request.IsSameAs) || (Requests.Count >= most && !Changes(request))
            ? this with { MoreRequests = MoreRequests + 1 }
            : this with { Requests = [.. Requests, request] };

    // There are few kinds of these, so that the list stays short: two runs to take up again are as good as many, for then none is.
    private bool Changes(RunRequest request) =>
        !Requests.Any(other => other.Trigger == request.Trigger && other.Fresh == request.Fresh)
        || (Requests.Select(other => other.ResumeOf).Distinct(StringComparer.Ordinal).Count() == 1 && Requests[0].ResumeOf != request.ResumeOf);
}
