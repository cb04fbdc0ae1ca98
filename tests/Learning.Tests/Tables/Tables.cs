namespace MlFunctions.Learning.Tests;

/// <summary>Makes datasets from rows of numbers.</summary>
public static class Tables
{
    public static FeatureTable Of(double[][] rows, params int[] cardinalities)
    {
        var width = rows.Length == 0 ? 0 : rows[0].Length;
        var columns = new FeatureColumn[width];
        var values = new float[width][];
        for (var c = 0; c < width; c++)
        {
            var cardinality = c < cardinalities.Length ? cardinalities[c] : 0;
            columns[c] = new FeatureColumn($"x{c}", cardinality > 0 ? FeatureKind.Category : FeatureKind.Number, cardinality);
            values[c] = [.. rows.Select(r => (float)r[c])];
        }

        return new FeatureTable(columns, values);
    }

    /// <summary>Columns of a matrix given by rows.</summary>
    public static double[][] Columns(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(r => r[c]).ToArray())];

    /// <summary>A dataset whose features do not matter.</summary>
    public static Dataset Targets(double[][] targets, int classes = 0, double[]? weights = null) =>
        new(Of([.. targets[0].Select(_ => new double[] { 0 })]), targets, classes, weights);
}
