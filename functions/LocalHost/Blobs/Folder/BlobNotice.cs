namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>Something to look at in the blob folder.</summary>
/// <param name="Path">A file or folder; null for everything.</param>
/// <param name="MovedIntoPlace">Whether it is a file that appeared whole.</param>
internal readonly record struct BlobNotice(string? Path, bool MovedIntoPlace = false);
