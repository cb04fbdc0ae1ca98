namespace MlFunctions.Pipelines;

/// <summary>What a model must pass before it serves.</summary>
public sealed record GateDefinition
{
    /// <summary>By metric: a model worse than this does not serve.</summary>
    public IReadOnlyDictionary<string, double> Fail { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>By metric: a model worse than this serves, with a warning.</summary>
    public IReadOnlyDictionary<string, double> Warn { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What the model that serves now asks of its challenger.</summary>
    public ChampionRule Champion { get; init; } = ChampionRule.MustBeat;

    /// <summary>What is asked of a model against the naive one.</summary>
    public NaiveRule Naive { get; init; } = NaiveRule.MustBeat;

    /// <summary>What common sense expects of every prediction.</summary>
    public IReadOnlyList<Expectation> Expect { get; init; } = [];
}
