namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>A replayed orchestrator did something else than its history has.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="difference">Step number, what history has, and what the code did.</param>
public sealed class NonDeterminismException(string instanceId, string difference) : Exception(
    $"Orchestration '{instanceId}' is not deterministic: {difference}. An orchestrator must take the same steps in the same order whenever it is replayed; "
    + "a changed orchestrator cannot finish instances that an earlier one has begun.")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Step number, what history has, and what the code did.</summary>
    public string Difference { get; } = difference;
}
