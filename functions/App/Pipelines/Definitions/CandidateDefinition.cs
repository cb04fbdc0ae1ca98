namespace MlFunctions.Pipelines;

/// <summary>A trainer and the hyperparameters to search for it.</summary>
public sealed record CandidateDefinition
{
    /// <summary>The trainer's name in the catalogue.</summary>
    public required string Trainer { get; init; }

    /// <summary>The values to try for each hyperparameter; with <see cref="Ranges"/> empty, too: the trainer's defaults.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object?>> Grid { get; init; } = new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal);

    /// <summary>The ranges to draw hyperparameters from, for searches that draw.</summary>
    public IReadOnlyDictionary<string, RangeDefinition> Ranges { get; init; } = new Dictionary<string, RangeDefinition>(StringComparer.Ordinal);

    /// <summary>How they are searched.</summary>
    public SearchDefinition Search { get; init; } = new();

    /// <summary>How long one fold of the search, and the training that follows, may each take before it is given up and tried again; null: as long as the host lets it.</summary>
    public TimeSpan? Timeout { get; init; }
}
