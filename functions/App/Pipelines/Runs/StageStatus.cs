namespace MlFunctions.Pipelines;

/// <summary>One stage of a run.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Started">When it began.</param>
/// <param name="Seconds">How long it took; null while it lasts.</param>
/// <param name="Detail">What came of it, in a few words.</param>
public sealed record StageStatus(RunStage Stage, DateTimeOffset Started, double? Seconds = null, string? Detail = null)
{
    /// <summary>Whether the stage took what an earlier run of the same had come to.</summary>
    public bool Cached { get; init; }
}
