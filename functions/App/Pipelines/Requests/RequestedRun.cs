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

    /// <summary>Why there is this run, for people.</summary>
    public string Reason => string.Join("; ", Requests.Select(request => request.Reason));
}
