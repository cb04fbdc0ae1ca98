namespace MlFunctions.Preparation;

/// <summary>What can be wrong with a field of a row.</summary>
public enum FieldFaultKind
{
    /// <summary>It is required and not there.</summary>
    Missing,

    /// <summary>It is a text where a number is needed, or the other way round.</summary>
    WrongType,

    /// <summary>It is below the feature's minimum.</summary>
    BelowMinimum,

    /// <summary>It is above the feature's maximum, or above what a 32-bit float can hold.</summary>
    AboveMaximum,

    /// <summary>It is a word that is not among the feature's.</summary>
    UnknownCategory,
}
