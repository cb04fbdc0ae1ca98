namespace MlFunctions.Pipelines;

/// <summary>What the values of a feature are.</summary>
public enum FeatureType
{
    /// <summary>A quantity.</summary>
    Number,

    /// <summary>One of a set of words.</summary>
    Category,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>A date, or a date and time, in ISO 8601.</summary>
    Instant,
}
