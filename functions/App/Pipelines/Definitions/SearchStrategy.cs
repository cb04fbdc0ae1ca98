namespace MlFunctions.Pipelines;

/// <summary>How the hyperparameters of a candidate are searched.</summary>
public enum SearchStrategy
{
    /// <summary>Every combination.</summary>
    Grid,

    /// <summary>Combinations drawn at random.</summary>
    Random,

    /// <summary>Many combinations on few rows, the better ones on more.</summary>
    SuccessiveHalving,
}
