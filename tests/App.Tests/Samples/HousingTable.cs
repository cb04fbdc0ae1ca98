using System.Globalization;
using System.Text;
using MlFunctions.Learning;

namespace MlFunctions.Tests.Samples;

/// <summary>
/// Makes the table of samples/housing: towns that are richer or poorer, denser or emptier, and what a home costs in them (thousands) and
/// how many pupils share a teacher. The effects are made up; they have the signs that one would expect.
/// </summary>
internal static class HousingTable
{
    /// <summary>The table as CSV.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">Where the draw starts.</param>
    public static string Csv(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var csv = new StringBuilder("rooms,age,distance,crime,nitric_oxides,industry,tax,river,low_income,price,ptratio\n");
        for (var row = 0; row < rows; row++)
        {
            var wealth = random.NextNormal();
            var density = random.NextNormal();

            var rooms = 6.3 + 0.6 * wealth + 0.3 * random.NextNormal();
            var age = Math.Clamp(68 + 22 * density + 12 * random.NextNormal(), 2, 100);
            var distance = 3.8 * Math.Exp(-0.45 * density + 0.2 * random.NextNormal());
            var crime = Math.Exp(-1.2 + 1.4 * density - 0.8 * wealth + 0.6 * random.NextNormal());
            var oxides = 0.55 + 0.1 * density + 0.03 * random.NextNormal();
            var industry = Math.Max(0.5, 11 + 5.5 * density + 2 * random.NextNormal());
            var tax = Math.Max(180, 400 + 120 * density + 50 * random.NextNormal());
            var river = random.NextDouble() < 0.07 ? 1 : 0;
            var lowIncome = Math.Max(1.5, 12.6 - 5 * wealth + 2.5 * density + 1.5 * random.NextNormal());

            var price = Math.Clamp(22.5 + 6 * (rooms - 6.3) - 0.55 * (lowIncome - 12.6) - 0.8 * Math.Log(crime + 0.1) + 3 * river + 1.5 * random.NextNormal(), 5, 50);
            var ptratio = Math.Clamp(18.5 + 0.006 * (tax - 400) - 0.9 * wealth + 0.6 * random.NextNormal(), 12.6, 22);

            csv.Append(
                CultureInfo.InvariantCulture,
                $"{rooms:0.###},{age:0.#},{distance:0.####},{crime:0.#####},{oxides:0.###},{industry:0.##},{tax:0},{river},{lowIncome:0.##},{price:0.#},{ptratio:0.#}\n");
        }

        return csv.ToString();
    }
}
