using System.Numerics.Tensors;

namespace MlFunctions.Learning;

/// <summary>Computes the loss of each row.</summary>
internal static class RowLosses
{
    public static double[] Of(RowLoss loss, Dataset truth, ReadOnlySpan<double> outputs) => loss switch
    {
        RowLoss.SquaredError => OfTargets(truth, outputs, error => error * error),
        RowLoss.AbsoluteError => OfTargets(truth, outputs, Math.Abs),
        RowLoss.LogLoss => OfClasses(truth, outputs, ProbabilityMetrics.RowLogLoss),
        RowLoss.Misclassification => OfClasses(truth, outputs, (row, c) => TensorPrimitives.IndexOfMax(row) == c ? 0 : 1),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Not a row loss."),
    };

    private static double[] OfTargets(Dataset truth, ReadOnlySpan<double> outputs, Func<double, double> ofError)
    {
        OutputShape.Require(truth, outputs, truth.TargetCount);
        var losses = new double[truth.Rows];
        for (var t = 0; t < truth.TargetCount; t++)
        {
            var predicted = new StridedOutputs(outputs, t, truth.TargetCount);
            for (var r = 0; r < losses.Length; r++)
            {
                losses[r] += ofError(truth.Target(t)[r] - predicted[r]) / truth.TargetCount;
            }
        }

        return losses;
    }

    public static double[] OfClasses(Dataset truth, ReadOnlySpan<double> outputs, ProbabilityMetrics.RowLossFunction loss)
    {
        OutputShape.RequireClasses(truth, outputs);
        var losses = new double[truth.Rows];
        for (var r = 0; r < losses.Length; r++)
        {
            losses[r] = loss(outputs.Slice(r * truth.Classes, truth.Classes), (int)truth.Target(0)[r]);
        }

        return losses;
    }
}
