using System.Runtime.CompilerServices;

namespace MlFunctions.Learning;

/// <summary>Floats as whole numbers of the same order, which compare and sort faster.</summary>
internal static class SortableFloat
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <summary>The number's place in the order of all floats. Both zeros have the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(float value)
    {
        // Adding zero turns −0 into 0. Negative numbers order the other way round, but for their sign.
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    /// <summary>Sorts numbers, none of them NaN, by their digits (radix sort).</summary>
    public static void Sort(Span<float> values)
    {
        var from = new uint[values.Length];
        var to = new uint[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            from[i] = (uint)Of(values[i]) ^ 0x80000000;
        }

        var starts = new int[Digits];
        for (var shift = 0; shift < 32; shift += DigitBits)
        {
            Array.Clear(starts);
            foreach (var key in from)
            {
                starts[(key >> shift) % Digits]++;
            }

            var start = 0;
            for (var digit = 0; digit < Digits; digit++)
            {
                (starts[digit], start) = (start, start + starts[digit]);
            }

            foreach (var key in from)
            {
                to[starts[(key >> shift) % Digits]++] = key;
            }

            (from, to) = (to, from);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var order = (int)(from[i] ^ 0x80000000);
            values[i] = BitConverter.Int32BitsToSingle(order ^ ((order >> 31) & int.MaxValue));
        }
    }
}
