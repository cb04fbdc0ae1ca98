namespace MlFunctions.Segregation;

/// <summary>Rows to try models of little data on, as they are kept.</summary>
/// <param name="Path">Where.</param>
/// <param name="Bytes">The size.</param>
internal sealed record StoredHoldout(string Path, long Bytes);
