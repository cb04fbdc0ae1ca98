using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlFunctions.Learning.Tests;

/// <summary>Takes model files apart and puts them together with a right checksum, as an attacker would.</summary>
internal static class Files
{
    private const int HeaderBytes = 16;

    public static byte[] ContentOf(byte[] file) => file[HeaderBytes..^SHA256.HashSizeInBytes];

    public static byte[] WithContent(ReadOnlySpan<byte> content, int version = ModelFormat.Version)
    {
        var head = new byte[HeaderBytes];
        "MLFM"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), version);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), content.Length);
        byte[] signed = [.. head, .. content];
        return [.. signed, .. SHA256.HashData(signed)];
    }

    /// <summary>The content of a model that a test writes by hand.</summary>
    public static byte[] Written(Action<ModelWriter> write)
    {
        var writer = new ModelWriter();
        write(writer);
        return WithContent(writer.Content.Span);
    }
}
