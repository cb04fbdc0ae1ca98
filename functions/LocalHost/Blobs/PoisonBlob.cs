namespace MlFunctions.LocalHost.Blobs;

/// <summary>A blob version that a function failed on five times and will not be given again.</summary>
/// <param name="Function">The function.</param>
/// <param name="Path">Container and name.</param>
/// <param name="ETag">The version.</param>
/// <param name="Error">What the last try threw.</param>
internal sealed record PoisonBlob(string Function, string Path, string ETag, string Error);
