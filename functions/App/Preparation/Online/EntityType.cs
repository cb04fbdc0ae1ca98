namespace MlFunctions.Preparation;

/// <summary>What kind of thing features are kept of online.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Column">The column that names each, e.g. <c>customer</c>.</param>
public sealed record EntityType(string Pipeline, string Column);
