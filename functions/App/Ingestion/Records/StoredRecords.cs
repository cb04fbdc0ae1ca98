namespace MlFunctions.Ingestion;

/// <summary>The answer to records that were taken in.</summary>
/// <param name="RecordId">Under which they are kept.</param>
/// <param name="Hash">SHA-256 of the request's body, hexadecimal.</param>
/// <param name="Records">How many they are.</param>
internal sealed record StoredRecords(string RecordId, string Hash, int Records);
