namespace MlFunctions.Learning.Tests;

/// <summary>Seeded datasets without missing values: three numbers of different size, one category, noise.</summary>
public static class SampleData
{
    public static Dataset Make(LearningTask task, int rows, ulong seed, bool weighted = false)
    {
        var random = new RandomStream(seed);
        var features = new double[rows][];
        var signal = new double[rows];
        for (var r = 0; r < rows; r++)
        {
            features[r] = [random.NextNormal(), 100 + 20 * random.NextNormal(), 0.01 * random.NextNormal(), random.NextBelow(3)];
            signal[r] = features[r][0] + features[r][1] / 20 - 5 - 50 * features[r][2] + (features[r][3] == 1 ? 1 : 0) + 0.3 * random.NextNormal();
        }

        double[]? weights = weighted ? [.. signal.Select(_ => 0.5 + 2 * random.NextDouble())] : null;
        var table = Tables.Of(features, 0, 0, 0, 3);
        return task switch
        {
            LearningTask.Binary => new Dataset(table, [[.. signal.Select(s => s > 0.3 ? 1.0 : 0.0)]], 2, weights),
            LearningTask.Multiclass => new Dataset(table, [[.. signal.Select(s => s > 1 ? 2.0 : s > -0.5 ? 1.0 : 0.0)]], 3, weights),
            LearningTask.Clustering => new Dataset(table, [], 0, weights),
            LearningTask.Forecast => new Dataset(Tables.Of([.. signal.Select((_, i) => new[] { i + 1.0 })]), [Autocorrelated(signal)]),
            _ => new Dataset(table, [signal, [.. signal.Select((s, r) => 2 - s + features[r][0])]], 0, weights),
        };
    }

    private static double[] Autocorrelated(double[] shocks)
    {
        var series = new double[shocks.Length];
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = (i > 0 ? 0.6 * series[i - 1] : 0) + shocks[i];
        }

        return series;
    }
}
