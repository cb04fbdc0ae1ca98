namespace MlFunctions.Pipelines;

/// <summary>Asks for a run of a pipeline: from <see cref="RunStarter.RequestAsync"/> on it is not lost.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Trigger">What kind of thing asks.</param>
/// <param name="RequestedBy">Who or what asks: a file, a schedule, a person.</param>
/// <param name="Reason">Why, for people, e.g. <c>data raw/dispatch/week-1.csv</c>.</param>
public sealed record RunRequest(string Pipeline, RunTrigger Trigger, string RequestedBy, string Reason)
{
    /// <summary>Names what is asked for, in the form of an artifact's name: asked again, also later, it is the same request and no second run. Null: every request counts.</summary>
    public string? Key { get; init; }

    /// <summary>The batch that asks, for <see cref="RunTrigger.Data"/>. The run itself works from what is newest when it begins.</summary>
    public string? BatchId { get; init; }

    /// <summary>The batch that the run is to work from, chosen by whoever asks; null: the newest that is usable. Only requests of the same share a run.</summary>
    public string? Dataset { get; init; }

    /// <summary>Whether the run is to do everything itself, rather than take what an earlier run of the same came to.</summary>
    public bool Fresh { get; init; }

    /// <summary>The failed run whose plan is to be taken up again; null: what is newest.</summary>
    public string? ResumeOf { get; init; }

    /// <summary>Whether another asks for the very same, by the same and for the same reason. Requests with a key are never the same: each has an answer of its own.</summary>
    public bool IsSameAs(RunRequest other) => Key is null && (this with { At = other.At }) == other;

    /// <summary>When it was asked; set by <see cref="RunStarter"/>.</summary>
    public DateTimeOffset At { get; init; }
}
