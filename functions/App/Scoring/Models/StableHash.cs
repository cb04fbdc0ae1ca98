using System.Buffers.Binary;

namespace MlFunctions.Scoring;

/// <summary>A hash that is the same in every process, unlike <see cref="HashCode"/>: FNV-1a over words of eight bytes, mixed at the end as MurmurHash3 does.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seed">Another seed, another hash.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = Offset ^ (seed * Prime) ^ (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var rest in bytes)
        {
            hash = Step(hash, rest);
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    // The shift brings what the multiplication moved to the upper bits back down, where the next word meets it.
    private static ulong Step(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Prime;
        return hash ^ (hash >> 32);
    }
}
