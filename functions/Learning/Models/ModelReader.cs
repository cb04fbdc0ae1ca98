using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MlFunctions.Learning;

/// <summary>
/// Reads what <see cref="ModelWriter"/> wrote. The bytes are not trusted: every count is held against
/// what is left before memory is taken for it, and reading never creates a type that the bytes name.
/// </summary>
public sealed class ModelReader
{
    private readonly ReadOnlyMemory<byte> _content;
    private int _position;

    internal ModelReader(ReadOnlyMemory<byte> content) => _content = content;

    /// <summary>Where the next value starts, in bytes.</summary>
    public int Position => _position;

    /// <summary>Whether everything has been read.</summary>
    public bool IsAtEnd => _position == _content.Length;

    /// <summary>Reads a whole number.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int), "a whole number"));

    /// <summary>Reads a whole number and refuses one out of range.</summary>
    /// <param name="what">What it is, for the error.</param>
    /// <param name="minimum">The smallest that is right.</param>
    /// <param name="maximum">The largest that is right.</param>
    public int ReadInt32(string what, int minimum, int maximum)
    {
        var value = ReadInt32();
        return value >= minimum && value <= maximum ? value : throw Fault($"{what} is {value}, expected {minimum} to {maximum}");
    }

    /// <summary>Reads a real number.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Next(sizeof(double), "a real number"));

    /// <summary>Reads a real number and refuses NaN and infinity.</summary>
    /// <param name="what">What it is, for the error.</param>
    public double ReadFinite(string what)
    {
        var value = ReadDouble();
        return double.IsFinite(value) ? value : throw Fault($"{what} is {value}, expected a finite number");
    }

    /// <summary>Reads yes or no.</summary>
    public bool ReadBoolean() => Next(1, "a flag")[0] switch
    {
        0 => false,
        1 => true,
        var other => throw Fault($"a flag is {other}, expected 0 or 1"),
    };

    /// <summary>Reads a text.</summary>
    public string ReadString()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort), "the length of a text"));
        return Encoding.UTF8.GetString(Next(length, "a text"));
    }

    /// <summary>Reads an array of numbers.</summary>
    /// <param name="what">What it is, for the error.</param>
    /// <param name="count">How many are expected; null: as many as there are.</param>
    public T[] ReadArray<T>(string what, int? count = null)
        where T : unmanaged
    {
        var length = ReadInt32();
        if (length < 0 || (count is { } expected && length != expected))
        {
            throw Fault($"{what} has {length} values, expected {(count is null ? "0 or more" : count)}");
        }

        var bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes > _content.Length - _position)
        {
            throw Fault($"{what} has {length} values, but only {_content.Length - _position} bytes are left");
        }

        return MemoryMarshal.Cast<byte, T>(Next((int)bytes, what)).ToArray();
    }

    /// <summary>An error that says what is wrong and at which byte.</summary>
    public ModelFormatException Fault(string what) => new($"The model cannot be read: {what} (at byte {_position} of {_content.Length}).");

    private ReadOnlySpan<byte> Next(int bytes, string what)
    {
        if (bytes > _content.Length - _position)
        {
            throw Fault($"it ends where {what} is expected");
        }

        var next = _content.Span.Slice(_position, bytes);
        _position += bytes;
        return next;
    }
}
