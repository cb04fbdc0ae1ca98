using System.Text.Json.Serialization;

namespace MlFunctions.Ingestion;

/// <summary>One version of one raw file, and whether runs may work from it.</summary>
/// <param name="Pipeline">The pipeline it is for.</param>
/// <param name="BatchId">Names this version of this file: the same name and bytes have the same id.</param>
/// <param name="File">The file's name within <c>raw/{pipeline}/</c>.</param>
/// <param name="Hash">SHA-256 of the bytes, hexadecimal.</param>
/// <param name="Bytes">The size.</param>
/// <param name="Received">When it was first seen.</param>
public sealed record Batch(string Pipeline, string BatchId, string File, string Hash, long Bytes, DateTimeOffset Received)
{
    /// <summary>Whether runs may work from it.</summary>
    public BatchState State { get; init; }

    /// <summary>Why it is refused, which batch it is superseded by, or who deleted it; null where it is usable.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a superseded batch: whether its file was the beginning of the one that took its place, as one that was cut short is.</summary>
    public bool IsBeginning { get; init; }

    /// <summary>When it came to be in its state; null: when it was received.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The hash of what the definition said of files when the batch was checked; checked again once that is another. Null: not checked yet.</summary>
    public string? CheckedBy { get; init; }

    /// <summary>How often this version came: again after it had been deleted or superseded.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The file's path.</summary>
    [JsonIgnore]
    public string Path => RawData.PathOf(Pipeline, File).ToString();

    /// <summary>Why no run may work from it; null: runs may.</summary>
    [JsonIgnore]
    public string? WhyNot => State switch
    {
        BatchState.Refused => $"Batch {BatchId} ({Path}) was refused: {Reason}",
        BatchState.Superseded => $"Batch {BatchId} ({Path}) was superseded: {Reason}",
        BatchState.Deleted => $"Batch {BatchId} ({Path}) was deleted: {Reason}",
        _ => null,
    };
}
