using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Ingestion.Csv;

/// <summary>
/// The codes of words of at most 15 bytes that were met before, found by one comparison: a word and its length fill one vector.
/// It takes in a few hundred words and no more, so that looking stays short whatever the words are; the rest is left to <see cref="Utf8Words"/>.
/// </summary>
internal sealed class ShortWords
{
    private const int Bits = 9;
    private const int MaxWords = (1 << Bits) / 2;
    private const int LengthLane = 15;

    private readonly Vector128<byte>[] _keys = new Vector128<byte>[1 << Bits];
    private readonly int[] _codes = new int[1 << Bits];
    private int _count;

    /// <summary>The word in the first <paramref name="length"/> of <paramref name="bytes"/>, 1 to 15, as a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Key(Vector128<byte> bytes, int length)
    {
        var within = Vector128.LessThan(Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), Vector128.Create((byte)length));
        return (bytes & within).WithElement(LengthLane, (byte)length);
    }

    /// <summary>Finds a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(Vector128<byte> key, out int code)
    {
        for (var slot = Slot(key); ; slot = (slot + 1) & ((1 << Bits) - 1))
        {
            if (_keys[slot] == key)
            {
                code = _codes[slot];
                return true;
            }

            // No word has the length 0.
            if (_keys[slot] == Vector128<byte>.Zero)
            {
                code = 0;
                return false;
            }
        }
    }

    /// <summary>Takes a word in, unless there are too many.</summary>
    public void Add(Vector128<byte> key, int code)
    {
        if (_count == MaxWords)
        {
            return;
        }

        var slot = Slot(key);
        while (_keys[slot] != Vector128<byte>.Zero)
        {
            slot = (slot + 1) & ((1 << Bits) - 1);
        }

        _keys[slot] = key;
        _codes[slot] = code;
        _count++;
    }

    private static int Slot(Vector128<byte> key)
    {
        var halves = key.AsUInt64();
        return (int)((halves[0] ^ BitOperations.RotateLeft(halves[1], 29)) * 0x9E3779B97F4A7C15 >> (64 - Bits));
    }
}
