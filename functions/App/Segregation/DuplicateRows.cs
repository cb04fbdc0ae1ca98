using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>Finds rows that are alike in every column, to the bit; two missing values are alike.</summary>
internal static class DuplicateRows
{
    /// <summary>For each row the first row that is like it: itself where there is none before it.</summary>
    public static int[] FirstLike(SourceTable table)
    {
        var hashes = Hashes(table);
        var first = new Dictionary<int, int>(new RowEquality(table, hashes));
        var like = new int[table.Rows];
        for (var r = 0; r < like.Length; r++)
        {
            like[r] = first.TryAdd(r, r) ? r : first[r];
        }

        return like;
    }

    private static ulong[] Hashes(SourceTable table)
    {
        var hashes = new ulong[table.Rows];
        foreach (var column in table.Columns)
        {
            for (var r = 0; r < hashes.Length; r++)
            {
                var mixed = (hashes[r] ^ Bits(column, r)) * 0x9E3779B97F4A7C15;
                hashes[r] = mixed ^ (mixed >> 32);
            }
        }

        return hashes;
    }

    private static ulong Bits(SourceColumn column, int row) => column switch
    {
        NumberColumn number => BitConverter.SingleToUInt32Bits(number.Values[row]),
        PreciseColumn precise => BitConverter.DoubleToUInt64Bits(precise.Values[row]),
        CategoryColumn category => (ulong)category.Codes[row],
        _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
    };

    private sealed class RowEquality(SourceTable table, ulong[] hashes) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => hashes[x] == hashes[y] && table.Columns.All(c => Bits(c, x) == Bits(c, y));

        public int GetHashCode(int row) => (int)(hashes[row] >> 16);
    }
}
