namespace MlFunctions.Preparation;

/// <summary>What a <see cref="FeatureValue"/> holds.</summary>
public enum FeatureValueKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Something that no feature is made of, such as a list.</summary>
    Other,
}
