namespace MlFunctions.Learning.Tests;

/// <summary>A seeded table with all that a tree must cope with: numbers, categories, missing values of both, noise.</summary>
internal static class MixedTable
{
    public static Dataset Make(LearningTask task, int rows, ulong seed, int targets = 1)
    {
        var random = new RandomStream(seed);
        var columns = Enumerable.Range(0, 4).Select(_ => new float[rows]).ToArray();
        var signal = new double[rows];
        for (var r = 0; r < rows; r++)
        {
            columns[0][r] = (float)random.NextNormal();
            columns[1][r] = random.NextDouble() < 0.2 ? float.NaN : (float)random.NextNormal();
            columns[2][r] = random.NextBelow(6);
            columns[3][r] = random.NextDouble() < 0.1 ? float.NaN : random.NextBelow(3);
            signal[r] = columns[0][r] + (float.IsNaN(columns[1][r]) ? 1 : columns[1][r] * columns[1][r])
                + (columns[2][r] is 1 or 4 ? 2 : 0) + (float.IsNaN(columns[3][r]) ? -1 : columns[3][r]) + 0.3 * random.NextNormal();
        }

        var features = new FeatureTable(
            [new("a"), new("b"), new("c", FeatureKind.Category, 6), new("d", FeatureKind.Category, 3)], columns);
        return task switch
        {
            LearningTask.Binary => new Dataset(features, [[.. signal.Select(s => s > 2 ? 1.0 : 0.0)]], classes: 2),
            LearningTask.Multiclass => new Dataset(features, [[.. signal.Select(s => s > 3 ? 2.0 : s > 1 ? 1.0 : 0.0)]], classes: 3),
            _ => new Dataset(features, [.. Enumerable.Range(0, targets).Select(t => signal.Select(s => s * (t + 1)).ToArray())]),
        };
    }
}
