namespace MlFunctions.Lineage;

/// <summary>What an id names.</summary>
public enum LineageKind
{
    /// <summary>A batch of rows that were predicted.</summary>
    Prediction,

    /// <summary>A deployed model, e.g. <c>dispatch:3</c>.</summary>
    Model,

    /// <summary>A run.</summary>
    Run,

    /// <summary>A feature set.</summary>
    Features,

    /// <summary>A batch: one version of one raw file.</summary>
    Batch,
}
