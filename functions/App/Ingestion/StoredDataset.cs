namespace MlFunctions.Ingestion;

/// <summary>The answer to a file that was streamed in.</summary>
/// <param name="BatchId">The batch that it is now.</param>
/// <param name="Hash">SHA-256 of its bytes, hexadecimal.</param>
/// <param name="Bytes">How many they are.</param>
internal sealed record StoredDataset(string BatchId, string Hash, long Bytes);
