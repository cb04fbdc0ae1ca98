using System.Globalization;
using System.Text;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Tests.Ingestion.Csv;

/// <summary>The oracle is the runtime's own parser, which rounds correctly (IEEE 754-2019, 5.12).</summary>
public sealed class CsvNumberTests
{
    [Fact]
    public async Task Numbers_read_to_the_bit_as_the_runtime_parses_them()
    {
        var random = new Random(5);
        var texts = Hard.Concat(Enumerable.Range(0, 200_000).Select(_ => Draw(random))).ToArray();
        var text = Encoding.ASCII.GetBytes("s,d\n" + string.Concat(texts.Select(t => $"{t},{t}\n")));
        var read = await CsvText.ReadAsync(text, CsvOptions.Default, CsvText.Number("s"), new CsvColumn("d", CsvColumnKind.PreciseNumber));

        var finite = texts.Where(t => float.IsFinite(float.Parse(t, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(texts.Length - finite.Length, read.BadRows);
        var singles = read.Numbers("s");
        var doubles = read.Precise("d");
        for (var i = 0; i < finite.Length; i++)
        {
            Assert.True(BitConverter.SingleToUInt32Bits(float.Parse(finite[i], CultureInfo.InvariantCulture)) == BitConverter.SingleToUInt32Bits(singles[i]), $"'{finite[i]}' as a float");
            Assert.True(BitConverter.DoubleToUInt64Bits(double.Parse(finite[i], CultureInfo.InvariantCulture)) == BitConverter.DoubleToUInt64Bits(doubles[i]), $"'{finite[i]}' as a double");
        }
    }

    /// <summary>Halves between floats, the ends of the range, and forms that are seldom written.</summary>
    private static readonly string[] Hard =
    [
        "0", "-0", "0.0", "-0.0", ".5", "5.", "-.5", "+1", "+.5e1", "1e0", "1E+5", "1e-5", "00012", "000000000000000000000000001.5",
        "16777217", "16777219", "33554433", "16777217.0000000000000001", "16777216.9999999999999999", "8388608.5", "8388609.5",
        "0.1", "0.2", "0.3", "1.00000005960464477539062500", "1.00000005960464477539062501", "1.00000005960464477539062499",
        "3.4028234663852886e38", "3.4028235677973366e38", "3.4028235677973365e38", "3.5e38", "1e38", "1.1754943508222875e-38", "1.1754942e-38",
        "1.4e-45", "7.0064923216240853e-46", "7.0064923216240854e-46", "1e-50", "1e-400", "9007199254740993", "9007199254740992.5", "123456789012345678",
        "1234567890123456789", "12345678901234567890", "99999999999999999999999999", "0.000000000000000000000000000001", "1e22", "1e23", "8.5e22", "4503599627370496.5",
    ];

    private static string Draw(Random random)
    {
        var sign = random.Next(4) == 0 ? "-" : "";
        return sign + random.Next(7) switch
        {
            0 => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
            1 => (random.NextDouble() * 100).ToString("G6", CultureInfo.InvariantCulture),
            2 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            3 => Math.Pow(10, random.Next(-50, 39)).ToString("E8", CultureInfo.InvariantCulture),
            4 => Half(random),
            5 => string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => random.Next(10))) + "." + random.Next(1000),
            _ => random.NextSingle().ToString("R", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The exact middle of two neighbouring floats, or a digit next to it.</summary>
    private static string Half(Random random)
    {
        var below = BitConverter.UInt32BitsToSingle((uint)random.Next(0x3000_0000, 0x5000_0000));
        var middle = ((double)below + MathF.BitIncrement(below)) / 2;
        return ((decimal)middle).ToString(CultureInfo.InvariantCulture) + random.Next(3) switch { 0 => "", _ when middle % 1 == 0 => "", 1 => "1", _ => "0" };
    }
}
