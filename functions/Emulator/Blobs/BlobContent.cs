using System.Text;
using System.Text.Json;

namespace MlFunctions.Emulator.Blobs;

/// <summary>A blob as the type that a parameter or output has.</summary>
internal static class BlobContent
{
    /// <summary>The content as a type: text is UTF-8, and what is neither text, bytes nor stream is read from JSON.</summary>
    public static async Task<object?> ReadAsync(FileStream stream, Type type, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        if (type == typeof(string))
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            return await reader.ReadToEndAsync(cancellationToken);
        }

        if (type != typeof(byte[]) && type != typeof(ReadOnlyMemory<byte>))
        {
            return await JsonSerializer.DeserializeAsync(stream, type, json, cancellationToken);
        }

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return type == typeof(byte[]) ? bytes.ToArray() : (object)new ReadOnlyMemory<byte>(bytes.ToArray());
    }

    /// <summary>Writes a value to a stream, the other way round.</summary>
    public static Task WriteAsync(Stream stream, object value, JsonSerializerOptions json, CancellationToken cancellationToken) => value switch
    {
        Stream content => content.CopyToAsync(stream, cancellationToken),
        string text => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask(),
        byte[] bytes => stream.WriteAsync(bytes, cancellationToken).AsTask(),
        ReadOnlyMemory<byte> bytes => stream.WriteAsync(bytes, cancellationToken).AsTask(),
        _ => JsonSerializer.SerializeAsync(stream, value, value.GetType(), json, cancellationToken),
    };
}
