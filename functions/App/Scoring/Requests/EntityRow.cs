namespace MlFunctions.Scoring;

/// <summary>A row of a request that names an entity and leaves out features, which the online feature store knows.</summary>
/// <param name="Row">Which row, from 0.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Given">For each input whether the row gives it itself.</param>
/// <param name="Prefix">How errors name the row.</param>
public sealed record EntityRow(int Row, string Entity, bool[] Given, string Prefix);
