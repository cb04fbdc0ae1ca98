using System.Text.Json;

namespace MlFunctions.Storage;

/// <summary>Artifacts as JSON.</summary>
internal static class ArtifactStoreExtensions
{
    /// <summary>Writes a value as JSON, whatever was there.</summary>
    public static Task PutJsonAsync<T>(this IArtifactStore store, ArtifactPath path, T value, CancellationToken cancellationToken = default) =>
        store.PutAsync(path, ToJson(value), cancellationToken);

    /// <summary>Reads a value from JSON; the default of the type where there is no such artifact.</summary>
    /// <exception cref="InvalidDataException">The artifact is not such JSON.</exception>
    public static async Task<T?> GetJsonAsync<T>(this IArtifactStore store, ArtifactPath path, CancellationToken cancellationToken = default) =>
        await store.GetAsync(path, cancellationToken) is { } artifact ? FromJson<T>(artifact.Content, path) : default;

    /// <summary>Reads a value from JSON that is changed under its etag only.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="path">The artifact.</param>
    /// <param name="none">The value where there is no such artifact yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The value, and the etag that was read with it (null: there is no such artifact yet).</returns>
    /// <exception cref="InvalidDataException">The artifact is not such JSON.</exception>
    public static async Task<(T Value, string? ETag)> ReadJsonAsync<T>(this IArtifactStore store, ArtifactPath path, T none, CancellationToken cancellationToken = default) =>
        await store.GetAsync(path, cancellationToken) is { } artifact ? (FromJson<T>(artifact.Content, path), artifact.ETag) : (none, null);

    /// <summary>Reads a value from JSON.</summary>
    /// <exception cref="FileNotFoundException">There is no such artifact.</exception>
    /// <exception cref="InvalidDataException">The artifact is not such JSON.</exception>
    public static async Task<T> RequireJsonAsync<T>(this IArtifactStore store, ArtifactPath path, CancellationToken cancellationToken = default)
    {
        var artifact = await store.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        return FromJson<T>(artifact.Content, path);
    }

    /// <summary>A value as stored JSON.</summary>
    public static BinaryData ToJson<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, AppJson.Stored));

    /// <summary>A value from stored JSON.</summary>
    /// <exception cref="InvalidDataException">It is not such JSON.</exception>
    public static T FromJson<T>(BinaryData content, ArtifactPath path)
    {
        try
        {
            return content.ToObjectFromJson<T>(AppJson.Stored) ?? throw new InvalidDataException($"The artifact {path} holds null, expected {typeof(T).Name}.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The artifact {path} cannot be read as {typeof(T).Name}: {exception.Message}", exception);
        }
    }
}
