namespace MlFunctions.Learning;

/// <summary>What one column of a <see cref="FeatureTable"/> holds.</summary>
/// <param name="Name">The name, unique within a table.</param>
/// <param name="Kind">Quantity or category code.</param>
/// <param name="Cardinality">For <see cref="FeatureKind.Category"/>: how many codes there are. For numbers: 0.</param>
public sealed record FeatureColumn(string Name, FeatureKind Kind = FeatureKind.Number, int Cardinality = 0);
