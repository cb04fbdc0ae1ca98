using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MlFunctions.Learning;

/// <summary>Writes the content of a model: little-endian numbers, counted arrays, UTF-8 strings.</summary>
public sealed class ModelWriter
{
    private readonly ArrayBufferWriter<byte> _content = new();

    internal ModelWriter()
    {
    }

    internal ReadOnlyMemory<byte> Content => _content.WrittenMemory;

    /// <summary>Writes a whole number.</summary>
    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_content.GetSpan(sizeof(int)), value);
        _content.Advance(sizeof(int));
    }

    /// <summary>Writes a real number, to the bit.</summary>
    public void Write(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_content.GetSpan(sizeof(double)), value);
        _content.Advance(sizeof(double));
    }

    /// <summary>Writes yes or no.</summary>
    public void Write(bool value) => _content.Write([value ? (byte)1 : (byte)0]);

    /// <summary>Writes a text of at most 65,535 UTF-8 bytes.</summary>
    public void Write(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, ushort.MaxValue, nameof(value));
        BinaryPrimitives.WriteUInt16LittleEndian(_content.GetSpan(sizeof(ushort)), (ushort)bytes.Length);
        _content.Advance(sizeof(ushort));
        _content.Write(bytes);
    }

    /// <summary>Writes a count and the numbers, to the bit. <typeparamref name="T"/> is byte, short, ushort, int, long, float or double.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Write(values.Length);
        _content.Write(MemoryMarshal.AsBytes(values));
    }
}
