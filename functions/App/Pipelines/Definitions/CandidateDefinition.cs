namespace MlFunctions.Pipelines;

/// <summary>A trainer and the hyperparameters to search for it.</summary>
internal sealed record CandidateDefinition
{
    /// <summary>The trainer's name in the catalogue.</summary>
    public required string Trainer { get; init; }

    /// <summary>The values to try for each hyperparameter; empty: the trainer's defaults.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object?>> Grid { get; init; } = new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal);
}
