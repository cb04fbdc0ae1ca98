using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlFunctions.Learning;

/// <summary>
/// The file format of models: the magic bytes <c>MLFM</c>, the format version (int32), the length of the content (int64),
/// the content, and the SHA-256 of all before it. The content starts with the trainer's name, which reads the rest.
/// </summary>
public static class ModelFormat
{
    /// <summary>The version that is written; this and all older ones are read.</summary>
    public const int Version = 1;

    private const int HeaderBytes = 4 + sizeof(int) + sizeof(long);

    private static ReadOnlySpan<byte> Magic => "MLFM"u8;

    /// <summary>The model as bytes; equal models give equal bytes.</summary>
    public static byte[] Save(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var writer = new ModelWriter();
        writer.Write(model.Trainer);
        model.Write(writer);

        var content = writer.Content.Span;
        var file = new byte[HeaderBytes + content.Length + SHA256.HashSizeInBytes];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(8), content.Length);
        content.CopyTo(file.AsSpan(HeaderBytes));
        SHA256.HashData(file.AsSpan(0, HeaderBytes + content.Length), file.AsSpan(HeaderBytes + content.Length));
        return file;
    }

    /// <summary>The model in the bytes.</summary>
    /// <exception cref="ModelFormatException">They are truncated, changed, of a newer format, or not a model of any trainer in the catalogue.</exception>
    public static IModel Load(ReadOnlyMemory<byte> file, TrainerCatalog trainers)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        var reader = new ModelReader(Content(file));
        var name = reader.ReadString();
        var trainer = trainers.Find(name) ?? throw new ModelFormatException(
            $"The model was made by trainer '{name}', which is not known here; known are {string.Join(", ", trainers.Names)}.");
        var model = trainer.Read(reader);
        return reader.IsAtEnd ? model : throw reader.Fault("there are more bytes after the model");
    }

    private static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < HeaderBytes + SHA256.HashSizeInBytes || !bytes.StartsWith(Magic))
        {
            throw new ModelFormatException($"The {bytes.Length} bytes are not a model file: it starts with 'MLFM' and has at least {HeaderBytes + SHA256.HashSizeInBytes} bytes.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (version is < 1 or > Version)
        {
            throw new ModelFormatException($"The model file has format version {version}; this library reads versions 1 to {Version}.");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        if (length != bytes.Length - HeaderBytes - SHA256.HashSizeInBytes)
        {
            throw new ModelFormatException($"The model file says it holds {length} bytes of content, but {bytes.Length - HeaderBytes - SHA256.HashSizeInBytes} are there: it is truncated or was changed.");
        }

        var end = HeaderBytes + (int)length;
        return SHA256.HashData(bytes[..end]).AsSpan().SequenceEqual(bytes[end..])
            ? file[HeaderBytes..end]
            : throw new ModelFormatException("The model file's checksum does not match its content: it was changed or damaged.");
    }
}
