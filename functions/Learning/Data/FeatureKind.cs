namespace MlFunctions.Learning;

/// <summary>How the numbers in a feature column are to be read.</summary>
public enum FeatureKind
{
    /// <summary>A quantity; order and distance mean something. NaN is a missing value.</summary>
    Number,

    /// <summary>A category code, 0 to <see cref="FeatureColumn.Cardinality"/> − 1; only equality means something. NaN is a missing value.</summary>
    Category,
}
