using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlFunctions.Ingestion.Csv;

/// <summary>
/// Reads a cell of at most 15 bytes that is a plain decimal number — sign, digits, point, digits — in one go, without a branch for a digit,
/// which is what tables are full of (after Muła, "SIMD-ized conversion of strings to integers", 2014).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ShortNumber(byte point)
{
    private readonly Vector128<byte> _point = Vector128.Create(point);

    /// <summary>Whether this machine can; where it cannot, numbers are read digit by digit.</summary>
    public static bool IsSupported => Sse41.IsSupported;

    /// <summary>Reads the number that fills a cell; false where it is anything less plain.</summary>
    /// <param name="bytes">The cell, as <see cref="ShortCell"/> loads it.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="number">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(Vector128<byte> bytes, int length, out CsvNumber.DecimalNumber number)
    {
        var within = (1u << length) - 1;
        var values = bytes - Vector128.Create((byte)'0');
        var isDigit = Vector128.LessThanOrEqual(values, Vector128.Create((byte)9));
        var digits = isDigit.ExtractMostSignificantBits() & within;
        var points = Vector128.Equals(bytes, _point).ExtractMostSignificantBits() & within;
        var sign = bytes.ToScalar() == '-' ? 1u : 0u;
        if ((digits | points | sign) != within || digits == 0 || (points & (points - 1)) != 0 || length == ShortCell.Window)
        {
            number = default;
            return false;
        }

        // The digits are moved to the right end and over the point; whatever is no digit counts as 0 at the left.
        var pointAt = points == 0 ? -1 : BitOperations.TrailingZeroCount(points);
        var from = Vector128.Create((sbyte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) + Vector128.Create((sbyte)(length - ShortCell.Window));
        from += Vector128.LessThanOrEqual(from, Vector128.Create((sbyte)pointAt));
        var aligned = Ssse3.Shuffle(values & isDigit, from.AsByte());

        var pairs = Ssse3.MultiplyAddAdjacent(aligned, Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        var eights = Sse2.MultiplyAddAdjacent(Sse41.PackUnsignedSaturate(fours, fours).AsInt16(), Vector128.Create((short)10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1));
        var both = eights.AsUInt64().ToScalar();
        number = new CsvNumber.DecimalNumber(((both & uint.MaxValue) * 100_000_000) + (both >> 32), points == 0 ? 0 : pointAt + 1 - length, sign != 0);
        return true;
    }
}
