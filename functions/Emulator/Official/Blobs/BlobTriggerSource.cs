namespace Microsoft.Azure.Functions.Worker;

/// <summary>How new blobs are found.</summary>
public enum BlobTriggerSource
{
    /// <summary>By scanning the container.</summary>
    LogsAndContainerScan = 0,

    /// <summary>By events of the storage account.</summary>
    EventGrid = 1,
}
