namespace MlFunctions.Learning;

/// <summary>Whether rows given a probability of 0.7 are of the class 7 times in 10. Bins of equal width over 0 to 1; empty ones are left out.</summary>
/// <param name="MeanPredicted">The mean probability in each bin, ascending.</param>
/// <param name="ObservedShare">The share of rows in each bin that are of the class.</param>
/// <param name="Weight">The weight of the rows in each bin.</param>
public sealed record CalibrationCurve(IReadOnlyList<double> MeanPredicted, IReadOnlyList<double> ObservedShare, IReadOnlyList<double> Weight)
{
    /// <summary>The mean distance between probability and observed share, weighted by rows: the expected calibration error.</summary>
    public double ExpectedError => Weight.Select((w, i) => w * Math.Abs(MeanPredicted[i] - ObservedShare[i])).Sum() / Weight.Sum();

    /// <summary>Of one class.</summary>
    /// <param name="truth">Rows with true classes.</param>
    /// <param name="outputs">Rows × classes of probabilities, row by row.</param>
    /// <param name="positive">The class.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    /// <exception cref="ArgumentException">An output is not a probability.</exception>
    public static CalibrationCurve Of(Dataset truth, ReadOnlySpan<double> outputs, int positive = 1, int bins = 10)
    {
        OutputShape.RequireClasses(truth, outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var probabilities = new StridedOutputs(outputs, positive, truth.Classes);
        var weights = new RowWeights(truth);
        var (weight, predicted, observed) = (new double[bins], new double[bins], new double[bins]);
        for (var r = 0; r < truth.Rows; r++)
        {
            var p = probabilities[r];
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException($"Row {r}: {p} is not a probability; calibrate the model's scores first.", nameof(outputs));
            }

            var bin = BinOf(p, bins);
            weight[bin] += weights[r];
            predicted[bin] += weights[r] * p;
            observed[bin] += truth.Target(0)[r] == positive ? weights[r] : 0;
        }

        var filled = Enumerable.Range(0, bins).Where(b => weight[b] > 0).ToArray();
        return new CalibrationCurve(
            [.. filled.Select(b => predicted[b] / weight[b])],
            [.. filled.Select(b => observed[b] / weight[b])],
            [.. filled.Select(b => weight[b])]);
    }

    // A probability on an edge belongs to the bin below.
    private static int BinOf(double probability, int bins)
    {
        var bin = Math.Clamp((int)(probability * bins), 0, bins - 1);
        while (bin > 0 && probability <= (double)bin / bins)
        {
            bin--;
        }

        while (bin < bins - 1 && probability > (bin + 1.0) / bins)
        {
            bin++;
        }

        return bin;
    }
}
