namespace MlFunctions.Learning;

/// <summary>Platt scaling on scores of rows that were left out: each fold is scored by a classifier of the other folds.</summary>
internal static class ScoreCalibration
{
    private const int MostFolds = 5;

    /// <summary>A and B for the scores of one class.</summary>
    /// <param name="problem">The class against the others.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="rowWeights">How much each row counts; null: 1.</param>
    /// <param name="solve">Trains a classifier: its weights, then its intercept.</param>
    public static (double A, double B) Fit(MarginProblem problem, int[] folds, double[]? rowWeights, Func<MarginProblem, double[]> solve)
    {
        var scores = new double[folds.Length];
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            var parameters = solve(problem.Without(row => folds[row] == fold));
            var all = new double[folds.Length];
            Array.Fill(all, parameters[^1]);
            problem.Matrix.AddScores(0, parameters, all);
            for (var r = 0; r < all.Length; r++)
            {
                scores[r] = folds[r] == fold ? all[r] : scores[r];
            }
        }

        bool[] isPositive = [.. problem.SignedCosts.Select(c => c > 0)];
        double[] weights = [.. problem.SignedCosts.Select((c, r) => c == 0 ? 0 : rowWeights?[r] ?? 1)];
        return PlattScaling.Fit(scores, isPositive, weights);
    }

    /// <summary>Folds in which every class is alike frequent: its rows go to the folds in turn.</summary>
    /// <exception cref="TrainingException">A class has a single row.</exception>
    public static int[] Folds(ReadOnlySpan<double> target, ClassCosts costs, string trainer)
    {
        var counts = new int[costs.Occurring[^1] + 1];
        for (var r = 0; r < target.Length; r++)
        {
            if (costs.Costs[r] > 0)
            {
                counts[(int)target[r]]++;
            }
        }

        var smallest = costs.Occurring.MinBy(k => counts[k]);
        if (counts[smallest] < 2)
        {
            throw new TrainingException($"{trainer}: class {smallest} has a single row; to calibrate, each class needs at least 2.");
        }

        var folds = Math.Min(MostFolds, counts[smallest]);
        var seen = new int[counts.Length];
        var fold = new int[target.Length];
        for (var r = 0; r < fold.Length; r++)
        {
            fold[r] = costs.Costs[r] > 0 ? seen[(int)target[r]]++ % folds : 0;
        }

        return fold;
    }
}
