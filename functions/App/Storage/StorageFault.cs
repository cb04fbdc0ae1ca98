using Azure;

namespace MlFunctions.Storage;

/// <summary>Faults of storage that pass: an account that is away, a disk that is full. Whoever asks is told, and is to come again.</summary>
internal static class StorageFault
{
    /// <summary>When a request may come again.</summary>
    public static readonly TimeSpan ComeAgainAfter = TimeSpan.FromSeconds(5);

    // What Linux calls them: EIO, EFBIG, ENOSPC, EROFS, EDQUOT.
    private static readonly int[] OfDisk = [5, 27, 28, 30, 122];

    // What Windows calls a full disk.
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>What is said of a fault of storage; null: it is another.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => "The storage account does not answer; nothing was lost that was acknowledged. Send this again.",
        AggregateException { InnerExceptions: [.., var last] } => Of(last),
        IOException io when OfDisk.Contains(io.HResult) || io.HResult == DiskFull => $"The disk takes no more: {io.Message} Make room, then send this again.",
        _ => null,
    };
}
