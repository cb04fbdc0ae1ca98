using System.Numerics.Tensors;

namespace MlFunctions.Learning;

/// <summary>Whether two classifiers differ on one holdout, by the rows that only one of them gets right (McNemar, 1947; exact). Weights do not count.</summary>
/// <param name="OnlyFirstRight">How many rows only the first model gets right.</param>
/// <param name="OnlySecondRight">How many rows only the second model gets right.</param>
/// <param name="PValue">How often a split at least this uneven comes about by chance, two-sided.</param>
public sealed record McNemarTest(int OnlyFirstRight, int OnlySecondRight, double PValue)
{
    /// <summary>Compares two classifiers.</summary>
    /// <param name="truth">The holdout.</param>
    /// <param name="first">The outputs of the first model, rows × classes.</param>
    /// <param name="second">The outputs of the second model, rows × classes.</param>
    public static McNemarTest Of(Dataset truth, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        OutputShape.RequireClasses(truth, first);
        OutputShape.RequireClasses(truth, second);
        int onlyFirst = 0, onlySecond = 0;
        for (var r = 0; r < truth.Rows; r++)
        {
            var at = r * truth.Classes;
            var firstRight = TensorPrimitives.IndexOfMax(first.Slice(at, truth.Classes)) == truth.Target(0)[r];
            var secondRight = TensorPrimitives.IndexOfMax(second.Slice(at, truth.Classes)) == truth.Target(0)[r];
            onlyFirst += firstRight && !secondRight ? 1 : 0;
            onlySecond += secondRight && !firstRight ? 1 : 0;
        }

        return new McNemarTest(onlyFirst, onlySecond, TwoSidedBinomial(Math.Min(onlyFirst, onlySecond), onlyFirst + onlySecond));
    }

    // 2 · P(X ≤ fewer) for X of `trials` fair coins; in logarithms, since 0.5^trials underflows from 1,075 on.
    private static double TwoSidedBinomial(int fewer, int trials)
    {
        var logTerm = trials * -Math.Log(2);
        var sum = Math.Exp(logTerm);
        for (var k = 1; k <= fewer; k++)
        {
            logTerm += Math.Log((double)(trials - k + 1) / k);
            sum += Math.Exp(logTerm);
        }

        return Math.Min(1, 2 * sum);
    }
}
