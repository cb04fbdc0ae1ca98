namespace MlFunctions.LocalHost.Blobs.Account;

/// <summary>How long a storage account's containers are left alone between two scans.</summary>
/// <param name="Value">The time.</param>
internal sealed record BlobScanInterval(TimeSpan Value)
{
    public static BlobScanInterval Default { get; } = new(TimeSpan.FromSeconds(2));
}
