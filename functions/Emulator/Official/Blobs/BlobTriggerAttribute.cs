using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function with each new version of a blob.</summary>
/// <param name="blobPath">Container and name, with <c>{expressions}</c>: <c>raw/{name}</c>.</param>
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    /// <summary>Container and name, with <c>{expressions}</c>.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting that holds the storage account's connection string.</summary>
    public string? Connection { get; set; }

    /// <summary>How new blobs are found; the Emulator finds them by watching in either case.</summary>
    public BlobTriggerSource Source { get; set; }
}
