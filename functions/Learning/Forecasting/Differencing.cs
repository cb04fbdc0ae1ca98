namespace MlFunctions.Learning;

/// <summary>Differences of a series, and how often to take them.</summary>
internal static class Differencing
{
    private const int MostDifferences = 2;

    // The 5 % point of the KPSS statistic for a level (Kwiatkowski, Phillips, Schmidt and Shin, 1992, table 1).
    private const double CriticalValue = 0.463;

    /// <summary>The series differenced <paramref name="times"/> times; each time one value shorter.</summary>
    public static double[] Apply(double[] series, int times)
    {
        for (; times > 0; times--)
        {
            series = [.. series.Zip(series.Skip(1), (before, after) => after - before)];
        }

        return series;
    }

    /// <summary>How often the series must be differenced until a KPSS test finds no trend in its level, at most twice.</summary>
    public static int Needed(double[] series)
    {
        var times = 0;
        while (times < MostDifferences && series.Length > 3 && !IsConstant(series) && Kpss(series) > CriticalValue)
        {
            series = Apply(series, 1);
            times++;
        }

        return times;
    }

    public static bool IsConstant(double[] series) => !series.AsSpan().ContainsAnyExcept(series[0]);

    internal static double Kpss(double[] series)
    {
        var n = series.Length;
        var lags = (int)(3 * Math.Sqrt(n) / 13);
        var mean = series.Average();
        double[] residuals = [.. series.Select(y => y - mean)];
        double partial = 0, squares = 0;
        foreach (var residual in residuals)
        {
            partial += residual;
            squares += partial * partial;
        }

        var variance = Lanes.Dot(residuals, residuals);
        for (var lag = 1; lag <= lags; lag++)
        {
            variance += 2 * (1 - lag / (lags + 1.0)) * Lanes.Dot(residuals.AsSpan(lag), residuals.AsSpan(0, n - lag));
        }

        return squares / n / variance;
    }
}
