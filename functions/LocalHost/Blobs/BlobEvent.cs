using System.Collections.ObjectModel;
using System.Text.Json;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>What starts a blob function.</summary>
/// <param name="Blob">The blob's version.</param>
/// <param name="Expressions">The values of the pattern's expressions.</param>
internal sealed record BlobEvent(BlobVersion Blob, IReadOnlyDictionary<string, string> Expressions)
{
    /// <summary>The metadata that the Functions host gives a blob function, beside the expressions by name.</summary>
    public IReadOnlyDictionary<string, object?> BindingData(Uri uri)
    {
        var data = Expressions.ToDictionary(pair => pair.Key, object? (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
        data["BlobTrigger"] = Blob.Path;
        data["Uri"] = JsonSerializer.Serialize(uri);
        data["Properties"] = JsonSerializer.Serialize(new { Blob.LastModified, Blob.ETag, ContentLength = Blob.Length });
        data["Metadata"] = JsonSerializer.Serialize(Blob.Metadata ?? ReadOnlyDictionary<string, string>.Empty);
        return data;
    }
}
