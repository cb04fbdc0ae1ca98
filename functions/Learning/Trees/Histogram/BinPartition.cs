using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>Puts the rows whose bin goes left before the others, each in the order they had.</summary>
internal static class BinPartition
{
    /// <returns>How many go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe int Apply(Span<int> rows, Span<int> scratch, ulong[] words, int place, ReadOnlySpan<bool> leftBins)
    {
        int left = 0, right = 0;
        fixed (int* row = rows)
        fixed (int* aside = scratch)
        fixed (ulong* word = words)
        fixed (byte* goesLeft = MemoryMarshal.AsBytes(leftBins))
        {
            var bins = (byte*)word + place;
            for (var i = 0; i < rows.Length; i++)
            {
                // Both places are written and one counter moves: no branch to mispredict.
                var r = row[i];
                int isLeft = goesLeft[bins[8L * r]];
                row[left] = r;
                aside[right] = r;
                left += isLeft;
                right += 1 - isLeft;
            }
        }

        scratch[..right].CopyTo(rows[left..]);
        return left;
    }
}
