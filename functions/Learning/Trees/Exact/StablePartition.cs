namespace MlFunctions.Learning;

/// <summary>Puts the rows that go left before those that go right, each in the order they had.</summary>
internal static class StablePartition
{
    /// <param name="rows">The rows; rearranged.</param>
    /// <param name="goesLeft">By row, whether it goes left.</param>
    /// <param name="scratch">Room for as many rows.</param>
    /// <returns>How many go left.</returns>
    public static int Apply(Span<int> rows, bool[] goesLeft, int[] scratch)
    {
        int left = 0, right = 0;
        foreach (var row in rows)
        {
            // Both places are written and one counter moves: no branch to mispredict.
            var isLeft = goesLeft[row] ? 1 : 0;
            rows[left] = row;
            scratch[right] = row;
            left += isLeft;
            right += 1 - isLeft;
        }

        scratch.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }
}
