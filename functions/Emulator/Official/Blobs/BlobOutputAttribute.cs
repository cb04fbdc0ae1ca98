using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Writes what a function returns to a blob.</summary>
/// <param name="blobPath">Container and name, with <c>{expressions}</c> of the trigger.</param>
public sealed class BlobOutputAttribute(string blobPath) : OutputBindingAttribute
{
    /// <summary>Container and name, with <c>{expressions}</c> of the trigger.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting that holds the storage account's connection string.</summary>
    public string? Connection { get; set; }
}
