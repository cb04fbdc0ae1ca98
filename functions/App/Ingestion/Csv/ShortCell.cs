using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Sees a whole cell at once where it is shorter than a vector.</summary>
/// <param name="delimiter">What stands between cells.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ShortCell(byte delimiter)
{
    /// <summary>How many bytes must be readable from the start of a cell on.</summary>
    public const int Window = 16;

    private readonly Vector128<byte> _delimiter = Vector128.Create(delimiter);

    /// <summary>Loads the bytes from the start of a cell on.</summary>
    /// <param name="cell">The start of the cell; <see cref="Window"/> bytes must be readable.</param>
    /// <param name="length">Where the cell ends, <see cref="Window"/> where that is not in sight. A quoted cell may seem to end too early.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<byte> Load(ref byte cell, out int length)
    {
        var bytes = Vector128.LoadUnsafe(ref cell);
        var ends = Vector128.Equals(bytes, _delimiter) | Vector128.Equals(bytes, Vector128.Create((byte)'\n')) | Vector128.Equals(bytes, Vector128.Create((byte)'\r'));
        length = BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits() | (1u << Window));
        return bytes;
    }
}
