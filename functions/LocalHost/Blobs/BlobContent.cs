using System.Text;
using System.Text.Json;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>A blob as the type that a parameter or output has.</summary>
internal static class BlobContent
{
    /// <summary>The content as a type: text is UTF-8, and what is neither text, bytes nor stream is read from JSON.</summary>
    public static async Task<object?> ReadAsync(Stream stream, Type type, JsonSerializerOptions json, CancellationToken cancellationToken)
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

    /// <summary>The value as a stream, the other way round.</summary>
    public static Stream ToStream(object value, JsonSerializerOptions json) => value switch
    {
        Stream content => content,
        string text => new BinaryData(text).ToStream(),
        byte[] bytes => new BinaryData(bytes).ToStream(),
        ReadOnlyMemory<byte> bytes => new BinaryData(bytes).ToStream(),
        _ => new BinaryData(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json)).ToStream(),
    };
}
