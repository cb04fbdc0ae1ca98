using System.Numerics;
using System.Runtime.CompilerServices;
using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>Finds rows that are alike in every column, to the bit; two missing values are alike.</summary>
internal static class DuplicateRows
{
    private const int None = -1;

    /// <summary>For each row the first row that is like it: itself where there is none before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] FirstLike(SourceTable table)
    {
        var hashes = Hashes(table);

        // The first of every kind stands where its hash says, or in the next place that is free.
        var places = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * table.Rows))];
        Array.Fill(places, None);
        var like = new int[table.Rows];
        for (var r = 0; r < like.Length; r++)
        {
            var place = (int)(hashes[r] >> 32) & (places.Length - 1);
            while (places[place] != None && !AreAlike(table, hashes, places[place], r))
            {
                place = (place + 1) & (places.Length - 1);
            }

            like[r] = places[place] == None ? places[place] = r : places[place];
        }

        return like;
    }

    private static bool AreAlike(SourceTable table, ulong[] hashes, int first, int second) =>
        hashes[first] == hashes[second] && table.Columns.All(column => Bits(column, first) == Bits(column, second));

    private static ulong[] Hashes(SourceTable table)
    {
        var hashes = new ulong[table.Rows];
        foreach (var column in table.Columns)
        {
            switch (column)
            {
                case NumberColumn number:
                    Mix<float, uint>(hashes, number.Values);
                    break;
                case PreciseColumn precise:
                    Mix<double, ulong>(hashes, precise.Values);
                    break;
                case CategoryColumn category:
                    Mix<int, uint>(hashes, category.Codes);
                    break;
                default:
                    throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}.");
            }
        }

        return hashes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix<T, TBits>(ulong[] hashes, ReadOnlySpan<T> values)
        where T : unmanaged
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        for (var r = 0; r < hashes.Length; r++)
        {
            var mixed = (hashes[r] ^ ulong.CreateTruncating(Unsafe.BitCast<T, TBits>(values[r]))) * 0x9E3779B97F4A7C15;
            hashes[r] = mixed ^ (mixed >> 32);
        }
    }

    private static ulong Bits(SourceColumn column, int row) => column switch
    {
        NumberColumn number => BitConverter.SingleToUInt32Bits(number.Values[row]),
        PreciseColumn precise => BitConverter.DoubleToUInt64Bits(precise.Values[row]),
        CategoryColumn category => (ulong)category.Codes[row],
        _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
    };
}
