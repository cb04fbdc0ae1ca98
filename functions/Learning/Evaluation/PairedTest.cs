namespace MlFunctions.Learning;

/// <summary>Whether two models differ on one holdout, by a permutation test of the losses of each row (Pitman, 1937): were the models alike, each row's difference could as well have the other sign.</summary>
/// <param name="MeanDifference">The mean loss of the first model − that of the second; below 0 the first is better.</param>
/// <param name="PValue">How often a difference at least this large comes about by chance, two-sided; at least 1 / (<paramref name="Permutations"/> + 1).</param>
/// <param name="Permutations">How many sign changes were drawn.</param>
public sealed record PairedTest(double MeanDifference, double PValue, int Permutations)
{
    /// <summary>Compares two models.</summary>
    /// <param name="loss">What a row costs.</param>
    /// <param name="truth">The holdout; its weights count.</param>
    /// <param name="first">The outputs of the first model.</param>
    /// <param name="second">The outputs of the second model.</param>
    /// <param name="seed">Where the randomness starts.</param>
    /// <param name="permutations">How many sign changes are drawn, at least 1.</param>
    /// <param name="blockRows">How many rows in a row change their sign together, at least 1: 1 for rows that do not depend on each other, for a series as many steps as its errors remember.</param>
    public static PairedTest Of(
        RowLoss loss, Dataset truth, ReadOnlySpan<double> first, ReadOnlySpan<double> second, ulong seed = 42, int permutations = 9999, int blockRows = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRows, 1);
        var firstLosses = RowLosses.Of(loss, truth, first);
        var secondLosses = RowLosses.Of(loss, truth, second);
        var weights = new RowWeights(truth);
        var differences = new List<double>(truth.Rows);
        double totalWeight = 0, sum = 0, ofBlock = 0;
        for (var r = 0; r < truth.Rows; r++)
        {
            var difference = weights[r] * (firstLosses[r] - secondLosses[r]);
            totalWeight += weights[r];
            sum += difference;
            ofBlock += difference;
            if ((r + 1) % blockRows != 0 && r + 1 != truth.Rows)
            {
                continue;
            }

            // Rows on which both do equally well have no sign to change.
            if (ofBlock != 0)
            {
                differences.Add(ofBlock);
            }

            ofBlock = 0;
        }

        var random = new RandomStream(seed);
        var threshold = Math.Abs(sum) * (1 - 1e-12);
        var atLeast = 1;
        for (var p = 0; p < permutations; p++)
        {
            atLeast += Math.Abs(SumWithRandomSigns(differences, random)) >= threshold ? 1 : 0;
        }

        return new PairedTest(sum / totalWeight, atLeast / (permutations + 1.0), permutations);
    }

    private static double SumWithRandomSigns(List<double> values, RandomStream random)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Count; i += 64)
        {
            var bits = random.Next();
            for (var j = i; j < Math.Min(values.Count, i + 64); j++)
            {
                sum += (bits & 1) == 0 ? values[j] : -values[j];
                bits >>= 1;
            }
        }

        return sum;
    }
}
