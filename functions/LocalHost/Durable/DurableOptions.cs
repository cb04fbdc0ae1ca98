namespace MlFunctions.LocalHost.Durable;

/// <summary>The limits of the durable engine, from <c>extensions.durableTask</c> of host.json.</summary>
internal sealed record DurableOptions
{
    /// <summary>How many activities run at once.</summary>
    public int MaxConcurrentActivityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How many orchestrators have a turn at once.</summary>
    public int MaxConcurrentOrchestratorFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How long a turn may take before its code is held to be blocked and the instance fails; real time.</summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
