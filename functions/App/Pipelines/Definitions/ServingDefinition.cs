namespace MlFunctions.Pipelines;

/// <summary>How predictions are served.</summary>
public sealed record ServingDefinition
{
    /// <summary>How long the champion may take for a row before the previous model answers; null: as long as it takes.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Routes under the API prefix that answer as <c>predict/{pipeline}</c> does, e.g. <c>v0.1/time_to_dispatch</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>When the version before goes back in by itself; null: never.</summary>
    public RevertDefinition? Revert { get; init; }
}
