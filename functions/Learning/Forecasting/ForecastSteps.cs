namespace MlFunctions.Learning;

/// <summary>The rows that a forecast model predicts: one feature, how many steps after the last value trained on.</summary>
public static class ForecastSteps
{
    /// <summary>The steps 1 to <paramref name="count"/>.</summary>
    public static FeatureTable First(int count)
    {
        var steps = new float[count];
        for (var s = 0; s < count; s++)
        {
            steps[s] = s + 1;
        }

        return new FeatureTable([new FeatureColumn("step")], [steps]);
    }

    /// <summary>Rows that directly follow those trained on, ordered in time, with the same targets and weights and their steps as features.</summary>
    public static Dataset After(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var targets = new double[rows.TargetCount][];
        for (var t = 0; t < targets.Length; t++)
        {
            targets[t] = rows.Target(t).ToArray();
        }

        return new Dataset(First(rows.Rows), targets, rows.Classes, rows.IsWeighted ? rows.Weights.ToArray() : null);
    }
}
