using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>
/// The exponential function of several numbers at once, from additions and multiplications alone, so that it is the same to the last digit
/// on every processor: x = n ln 2 + r, and of r the Taylor series (Muller, "Elementary Functions", 2016, ch. 11).
/// </summary>
internal static class Exponential
{
    // Beyond these the result is no normal number.
    private const double Smallest = -708;
    private const double Largest = 709;

    // ln 2 as two numbers, the first with so few digits that n times it is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // A number with 1.5 · 2^52 added to it ends in the whole number nearest to it.
    private const double Rounding = 3L << 51;

    /// <summary>e to the power of each number, within 2 units in the last place; of numbers beyond ±708 as of those.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(Smallest)), Vector256.Create(Largest));
        var rounded = (x * (1 / 0.69314718055994530942)) + Vector256.Create(Rounding);
        var n = rounded - Vector256.Create(Rounding);
        var r = x - (n * Ln2High) - (n * Ln2Low);

        // Of |r| ≤ ln 2 / 2 the term after these is below the last digit. Terms are taken in pairs, so that one need not wait for another.
        var square = r * r;
        var sum = Pair(r, 1.0 / 479001600, 1.0 / 6227020800);
        sum = (sum * square) + Pair(r, 1.0 / 3628800, 1.0 / 39916800);
        sum = (sum * square) + Pair(r, 1.0 / 40320, 1.0 / 362880);
        sum = (sum * square) + Pair(r, 1.0 / 720, 1.0 / 5040);
        sum = (sum * square) + Pair(r, 1.0 / 24, 1.0 / 120);
        sum = (sum * square) + Pair(r, 1.0 / 2, 1.0 / 6);
        sum = (sum * square) + r + Vector256<double>.One;

        // Multiplied by 2^n: n is added to the exponent.
        return (sum.AsInt64() + (rounded.AsInt64() << 52)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Pair(Vector256<double> r, double even, double odd) => (r * odd) + Vector256.Create(even);
}
