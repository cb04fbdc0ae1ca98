using System.Globalization;
using System.Text;
using MlFunctions.Learning;

namespace MlFunctions.Tests.Samples;

/// <summary>
/// Makes the table of samples/dispatch: five products whose orders take .075 to .175 hours each, give or take an hour for the day as a whole,
/// and never less than none. Everything is drawn from one seed.
/// </summary>
internal static class DispatchTable
{
    private static readonly double[] HoursPerOrder = [0.075, 0.1, 0.125, 0.15, 0.175];

    /// <summary>The table as CSV.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">Where the draw starts.</param>
    public static string Csv(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var csv = new StringBuilder("orders_placed,product_code,hours_to_dispatch\n");
        for (var row = 0; row < rows; row++)
        {
            var product = random.NextBelow(HoursPerOrder.Length);

            // Half a normal distribution: quiet days are the most frequent, very busy ones are rare.
            var orders = Math.Floor(Math.Abs(92 * random.NextNormal()));
            var hours = Math.Max(0, HoursPerOrder[product] * orders + random.NextNormal());
            csv.Append(CultureInfo.InvariantCulture, $"{orders},SKU00{product + 1},{hours:0.###}\n");
        }

        return csv.ToString();
    }
}
