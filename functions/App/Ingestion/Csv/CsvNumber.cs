using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Ingestion.Csv;

/// <summary>
/// Reads decimal numbers, correctly rounded: the same bits as <see cref="float.Parse(string)"/> and <see cref="double.Parse(string)"/>.
/// The short way (Clinger, "How to Read Floating Point Numbers Accurately", 1990) takes what can be shown to round correctly; the rest goes the long way.
/// </summary>
internal static class CsvNumber
{
    private const int MaxDigits = 18;
    private const int MaxPower = 22;
    private const ulong MaxExactMantissa = 1UL << 53;

    // .NET also takes 'Infinity' and NUL bytes at the end; neither is a number here.
    private static readonly SearchValues<byte> Allowed = SearchValues.Create("0123456789+-.eE"u8);

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>
    /// Reads sign, digits, decimals and exponent from <paramref name="position"/> on and moves it to the byte after; false where there is none or it has too many digits.
    /// A byte that is no part of a number must follow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte start, ref int position, byte point, out DecimalNumber number)
    {
        var i = position;
        var negative = Unsafe.Add(ref start, i) == '-';
        i += negative ? 1 : 0;
        ulong mantissa = 0;
        var from = i;
        uint digit;
        while ((digit = Unsafe.Add(ref start, i) - (uint)'0') <= 9)
        {
            mantissa = (mantissa * 10) + digit;
            i++;
        }

        var digits = i - from;
        var power = 0;
        if (Unsafe.Add(ref start, i) == point)
        {
            from = ++i;
            while ((digit = Unsafe.Add(ref start, i) - (uint)'0') <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                i++;
            }

            power = from - i;
            digits -= power;
        }

        if ((Unsafe.Add(ref start, i) | 0x20) == 'e')
        {
            i++;
            var negativePower = Unsafe.Add(ref start, i) == '-';
            i += negativePower || Unsafe.Add(ref start, i) == '+' ? 1 : 0;
            from = i;
            var exponent = 0;
            while ((digit = Unsafe.Add(ref start, i) - (uint)'0') <= 9 && i - from < 4)
            {
                exponent = (exponent * 10) + (int)digit;
                i++;
            }

            power += negativePower ? -exponent : exponent;
            digits = i == from ? 0 : digits;
        }

        number = new DecimalNumber(mantissa, power, negative);
        position = i;
        return digits is > 0 and <= MaxDigits;
    }

    /// <summary>The number as a float and, to within two units in the last place, as a double; false where the short way does not show how it rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRound(DecimalNumber number, out float value, out double near)
    {
        if (!TryScale(number, out near))
        {
            value = 0;
            return false;
        }

        // Rounding twice errs only where the double is next to the middle of two floats: its lower 29 bits are about half.
        value = (float)near;
        var rest = (uint)BitConverter.DoubleToUInt64Bits(near) & 0x1FFF_FFFF;
        return rest - 0x0FFF_FFFCu > 8 && float.IsFinite(value);
    }

    /// <summary>The number as a double; false where the short way does not show how it rounds.</summary>
    public static bool TryRound(DecimalNumber number, out double value) =>
        TryScale(number, out value) && number.Mantissa <= MaxExactMantissa;

    /// <summary>The long way: a whole cell, without spaces around it and with a decimal point.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out float value, out double precise)
    {
        value = 0;
        return TryParse(cell, out precise) && float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The long way: a whole cell, without spaces around it and with a decimal point. Infinite where it is beyond the largest double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        value = 0;
        return !cell.ContainsAnyExcept(Allowed)
            && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScale(DecimalNumber number, out double value)
    {
        var mantissa = (double)(long)number.Mantissa;
        if ((uint)(number.Power + MaxPower) > 2 * MaxPower)
        {
            value = 0;
            return false;
        }

        value = number.Power < 0 ? mantissa / Powers[-number.Power] : mantissa * Powers[number.Power];
        value = number.IsNegative ? -value : value;
        return true;
    }

    /// <summary>A decimal number: mantissa × 10^power.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct DecimalNumber(ulong Mantissa, int Power, bool IsNegative);
}
