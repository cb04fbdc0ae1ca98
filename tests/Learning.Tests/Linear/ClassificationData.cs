namespace MlFunctions.Learning.Tests.Linear;

/// <summary>The classification tables of reference.py, and how found models are held against the reference.</summary>
public static class ClassificationData
{
    private static readonly Expected Reference = Expected.Of("classifiers");

    public delegate double ObjectiveFunction(double[][] scores, double[] weights, double[] intercepts, Dataset data, double[] costs);

    public static Dataset Binary(bool weighted = false, string features = "features") => Of(features, "binary", 2, weighted);

    public static Dataset Multiclass(bool weighted = false) => Of("features", "multiclass", 3, weighted);

    public static Dataset Banknotes()
    {
        var (features, targets) = RealTables.Read("banknotes.csv", "class");
        return new Dataset(Tables.Of(features), targets, 2);
    }

    public static void RequireCoefficients(Expected expected, IModel model, double tolerance)
    {
        var (weights, intercepts) = model.Coefficients();
        Close.Equal(expected["coefficients"].Flat, weights, tolerance);
        Close.Equal(expected["intercepts"].Numbers, intercepts, tolerance);
    }

    /// <summary>The objective, worked out here from the coefficients, is within 1e-6 of the reference or below it.</summary>
    public static void RequireObjective(Expected expected, IModel model, Dataset data, bool balanced, ObjectiveFunction objective)
    {
        var (weights, intercepts) = model.Coefficients();
        var width = weights.Length / intercepts.Length;
        var scores = new double[data.Rows][];
        var row = new float[width];
        for (var r = 0; r < data.Rows; r++)
        {
            data.Features.CopyRow(r, row);
            scores[r] = [.. intercepts.Select((b, k) => b + row.Select((x, j) => x * weights[k * width + j]).Sum())];
        }

        var found = objective(scores, weights, intercepts, data, Costs(data, expected["c"].Number, balanced));
        var optimum = expected["objective"].Number;
        Assert.True(found <= optimum * (1 + 1e-6), $"Objective {found:R} where {optimum:R} can be had.");
    }

    private static double[] Costs(Dataset data, double c, bool balanced)
    {
        var target = data.Target(0).ToArray();
        return [.. target.Select((k, r) => c * (data.IsWeighted ? data.Weights[r] : 1) * (balanced ? data.Rows / (double)data.Classes / target.Count(t => t == k) : 1))];
    }

    private static Dataset Of(string features, string target, int classes, bool weighted) =>
        new(Tables.Of(Reference[features].Rows), [Reference[target].Numbers], classes, weighted ? Reference["weights"].Numbers : null);
}
