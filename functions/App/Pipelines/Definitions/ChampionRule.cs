namespace MlFunctions.Pipelines;

/// <summary>What the serving champion asks of a challenger, both measured on the same holdout.</summary>
public enum ChampionRule
{
    /// <summary>To be better.</summary>
    MustBeat,

    /// <summary>To be at least as good.</summary>
    MustEqual,

    /// <summary>Nothing: the newest model that passes the other gates serves.</summary>
    Ignore,
}
