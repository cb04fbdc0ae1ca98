using System.Globalization;
using System.Text;
using MlFunctions.Learning;

namespace MlFunctions.Tests.Samples;

/// <summary>
/// Makes the table of samples/banknotes: notes, real (0) and forged (1), each kind drawn from a normal distribution with the means
/// and covariances of the UCI banknote authentication data (Lohweg, 2012), given here as Cholesky factors to two decimals.
/// </summary>
internal static class BanknotesTable
{
    private static readonly double[][] Means = [[2.28, 4.26, 0.8, -1.15], [-1.87, -0.99, 2.15, -1.25]];

    private static readonly double[][][] Factors =
    [
        [[2.02], [-1.16, 5.0], [-1.07, -2.74, 1.35], [0.88, -1.26, 0.24, 1.44]],
        [[1.88], [0.4, 5.39], [-2.49, -4.5, 1.11], [0.67, -1.11, -0.27, 1.59]],
    ];

    /// <summary>The table as CSV.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">Where the draw starts.</param>
    public static string Csv(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var csv = new StringBuilder("variance,skewness,curtosis,entropy,class\n");
        Span<double> normal = stackalloc double[4];
        for (var row = 0; row < rows; row++)
        {
            var kind = random.NextDouble() < 0.555 ? 0 : 1;
            foreach (ref var draw in normal)
            {
                draw = random.NextNormal();
            }

            for (var i = 0; i < normal.Length; i++)
            {
                var value = Means[kind][i];
                for (var j = 0; j <= i; j++)
                {
                    value += Factors[kind][i][j] * normal[j];
                }

                csv.Append(CultureInfo.InvariantCulture, $"{value:0.####},");
            }

            csv.Append(CultureInfo.InvariantCulture, $"{kind}\n");
        }

        return csv.ToString();
    }
}
