using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Fills a parameter from a blob.</summary>
/// <param name="blobPath">Container and name, with <c>{expressions}</c> of the trigger.</param>
public sealed class BlobInputAttribute(string blobPath) : InputBindingAttribute
{
    /// <summary>Container and name, with <c>{expressions}</c> of the trigger.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting that holds the storage account's connection string.</summary>
    public string? Connection { get; set; }
}
