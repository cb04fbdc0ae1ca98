namespace MlFunctions.Preparation;

/// <summary>How many columns of each sort rows have on their way through the transforms.</summary>
/// <param name="Values">Columns of floats.</param>
/// <param name="Instants">Columns of instants.</param>
/// <param name="Texts">Columns of texts.</param>
public sealed record Places(int Values, int Instants, int Texts);
