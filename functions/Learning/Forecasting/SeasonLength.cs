namespace MlFunctions.Learning;

/// <summary>Finds after how many steps a series repeats itself: where the autocorrelation of its differences has its highest peak.</summary>
public static class SeasonLength
{
    private const int Longest = 400;

    // A season shows in at least two whole turns, and in more than chance: 2 standard errors of the autocorrelation of noise, and a third of the variance.
    private const double Weakest = 1.0 / 3;

    /// <summary>The length of the season in steps, at least 2; null: none shows.</summary>
    /// <param name="series">The series, in order of time.</param>
    public static int? Of(ReadOnlySpan<double> series)
    {
        var longest = Math.Min(Longest, series.Length / 2);
        if (longest < 2)
        {
            return null;
        }

        // Differences have no trend, which would correlate at every lag.
        var steps = new double[series.Length - 1];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = series[i + 1] - series[i];
        }

        var mean = steps.Average();
        var variance = steps.Sum(step => (step - mean) * (step - mean));
        if (!(variance > 0))
        {
            return null;
        }

        double At(int lag)
        {
            var sum = 0.0;
            for (var i = lag; i < steps.Length; i++)
            {
                sum += (steps[i] - mean) * (steps[i - lag] - mean);
            }

            // By the terms that there are, so that a long season is not taken to be a weak one.
            return sum / variance * steps.Length / (steps.Length - lag);
        }

        double[] correlations = [.. Enumerable.Range(0, Math.Min(longest + 2, steps.Length)).Select(At)];
        var needed = Math.Max(Weakest, 2 / Math.Sqrt(steps.Length));
        int? best = null;
        for (var lag = 2; lag <= longest && lag + 1 < correlations.Length; lag++)
        {
            var isPeak = correlations[lag] > correlations[lag - 1] && correlations[lag] >= correlations[lag + 1];

            // Of a season and its multiples the shortest that is about as strong.
            if (isPeak && correlations[lag] > needed && (best is null || correlations[lag] > correlations[best.Value] + 0.1))
            {
                best = lag;
            }
        }

        return best;
    }
}
