namespace MlFunctions.Pipelines;

/// <summary>What is asked of a model against the naive one, which looks at no feature.</summary>
public enum NaiveRule
{
    /// <summary>To be better by more than chance explains.</summary>
    MustBeat,

    /// <summary>Nothing; a model that is not better serves with a warning.</summary>
    Ignore,
}
