namespace MlFunctions.Learning;

/// <summary>The exact Gaussian likelihood of a series under an ARMA process, by the Kalman filter; variance and mean are the most likely ones.</summary>
internal sealed class ArmaLikelihood
{
    // Once the filter's gain stays, its covariance need not be computed any more.
    private const double SteadyTolerance = 1e-14;

    // A series that is predicted without error would be infinitely likely.
    private const double SmallestVariance = 1e-30;

    private ArmaLikelihood(double logLikelihood, double variance, double mean, double[] state)
    {
        LogLikelihood = logLikelihood;
        Variance = variance;
        Mean = mean;
        State = state;
    }

    public double LogLikelihood { get; }

    /// <summary>The variance of the shocks.</summary>
    public double Variance { get; }

    /// <summary>The mean of the series; 0 where it has none.</summary>
    public double Mean { get; }

    /// <summary>The state expected one step after the series ends, of the series less its mean.</summary>
    public double[] State { get; }

    public static ArmaLikelihood Of(ArmaProcess process, ReadOnlySpan<double> series, bool hasMean)
    {
        // The filter is linear: that of the series less a mean is that of the series less mean × that of ones.
        var state = new double[process.Size];
        var ones = new double[process.Size];
        var gain = new double[process.Size];
        var covariance = process.InitialCovariance();
        var next = new double[covariance.Length];
        var isSteady = false;
        double logs = 0, yy = 0, y1 = 0, oneOne = 0;
        var variance = 0.0;
        foreach (var value in series)
        {
            if (!isSteady)
            {
                variance = covariance[0];
                isSteady = Update(process, covariance, gain, next);
                (covariance, next) = (next, covariance);
            }

            var error = value - state[0];
            var oneError = hasMean ? 1 - ones[0] : 0;
            logs += Math.Log(variance);
            yy += error * error / variance;
            y1 += error * oneError / variance;
            oneOne += oneError * oneError / variance;
            Step(process, state, gain, error);
            if (hasMean)
            {
                Step(process, ones, gain, oneError);
            }
        }

        var mean = oneOne > 0 ? y1 / oneOne : 0;
        var shocks = Math.Max(SmallestVariance, (yy - mean * y1) / series.Length);
        for (var i = 0; i < state.Length; i++)
        {
            state[i] -= mean * ones[i];
        }

        var likelihood = -0.5 * (series.Length * (Math.Log(2 * Math.PI * shocks) + 1) + logs);
        return new ArmaLikelihood(likelihood, shocks, mean, state);
    }

    // The state expected next, after a value that was off by `error`.
    private static void Step(ArmaProcess process, double[] state, double[] gain, double error)
    {
        process.Advance(state);
        for (var i = 0; i < state.Length; i++)
        {
            state[i] += gain[i] * error;
        }
    }

    // From P to A·P·Aᵀ − gain·F·gainᵀ + s·sᵀ; tells whether it stays.
    private static bool Update(ArmaProcess process, double[] covariance, double[] gain, double[] next)
    {
        var size = process.Size;
        var (ar, shock) = (process.Ar, process.Shock);
        var variance = covariance[0];
        for (var i = 0; i < size; i++)
        {
            gain[i] = (ar[i] * variance + (i + 1 < size ? covariance[(i + 1) * size] : 0)) / variance;
        }

        var change = 0.0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var moved = ar[i] * ar[j] * variance
                    + (j + 1 < size ? ar[i] * covariance[j + 1] : 0)
                    + (i + 1 < size ? ar[j] * covariance[i + 1] : 0)
                    + (i + 1 < size && j + 1 < size ? covariance[(i + 1) * size + j + 1] : 0);
                var value = moved - gain[i] * gain[j] * variance + shock[i] * shock[j];
                change = Math.Max(change, Math.Abs(value - covariance[i * size + j]));
                next[i * size + j] = next[j * size + i] = value;
            }
        }

        return change < SteadyTolerance * variance;
    }
}
