namespace MlFunctions.Pipelines;

/// <summary>What the values of a feature are.</summary>
internal enum FeatureType
{
    /// <summary>A quantity.</summary>
    Number,

    /// <summary>One of a set of words.</summary>
    Category,
}
