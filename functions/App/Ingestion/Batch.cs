namespace MlFunctions.Ingestion;

/// <summary>One version of one raw file.</summary>
/// <param name="Pipeline">The pipeline it is for.</param>
/// <param name="BatchId">Names this version of this file: the same name and bytes have the same id.</param>
/// <param name="File">The file's name within <c>raw/{pipeline}/</c>.</param>
/// <param name="Hash">SHA-256 of the bytes, hexadecimal.</param>
/// <param name="Bytes">The size.</param>
/// <param name="Received">When it was first seen.</param>
public sealed record Batch(string Pipeline, string BatchId, string File, string Hash, long Bytes, DateTimeOffset Received);
