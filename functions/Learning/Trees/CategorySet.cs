namespace MlFunctions.Learning;

/// <summary>
/// Sets of the categories that go left, one after another in one array of words: the number of codes,
/// then a bit a code, then a bit for a missing or unknown category.
/// </summary>
internal static class CategorySet
{
    /// <summary>How many words a set of so many codes takes.</summary>
    public static int Words(int cardinality) => 1 + cardinality / 32 + 1;

    /// <summary>Whether the category goes left. Anything but a known code counts as missing.</summary>
    public static bool Contains(ReadOnlySpan<uint> sets, int start, float value)
    {
        var cardinality = (int)sets[start];
        var code = value >= 0 && value < cardinality ? (int)value : cardinality;
        return (sets[start + 1 + code / 32] >> (code % 32) & 1) != 0;
    }

    /// <summary>Appends a set and returns where it starts.</summary>
    /// <param name="sets">All sets so far.</param>
    /// <param name="left">Whether each code, and after them a missing one, goes left.</param>
    public static int Append(List<uint> sets, ReadOnlySpan<bool> left)
    {
        var start = sets.Count;
        sets.Add((uint)(left.Length - 1));
        sets.AddRange(new uint[Words(left.Length - 1) - 1]);
        for (var code = 0; code < left.Length; code++)
        {
            if (left[code])
            {
                sets[start + 1 + code / 32] |= 1u << (code % 32);
            }
        }

        return start;
    }
}
