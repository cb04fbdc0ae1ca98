namespace MlFunctions.LocalHost.Durable.History;

/// <summary>What must be the same when a step is replayed.</summary>
/// <param name="Kind">What the step is.</param>
/// <param name="Name">What it calls or sends; empty for a timer.</param>
internal readonly record struct StepSignature(StepKind Kind, string Name)
{
    public bool Matches(StepSignature other) => Kind == other.Kind && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind switch
    {
        StepKind.Activity => $"activity '{Name}'",
        StepKind.SubOrchestration => $"sub-orchestration '{Name}'",
        StepKind.Event => $"sending event '{Name}'",
        _ => "a timer",
    };
}
