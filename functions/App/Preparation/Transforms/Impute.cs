using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Puts a value where one is missing; in a category the most frequent word, whatever the strategy but constant.</summary>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Fillings">For each column what is put in.</param>
/// <param name="Indicators">For each column the place that says 1 where something was put in and 0 elsewhere; empty: none.</param>
internal sealed record Impute(int[] Columns, float[] Fillings, int[] Indicators) : Transform
{
    /// <summary>Settings: <c>strategy</c> mean, median (the default), most-frequent or constant, the last with <c>value</c>; <c>indicator</c> true or false.</summary>
    public static Impute Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var strategy = settings.Word("strategy", "median", ["mean", "median", "most-frequent", "constant"]);
        var constant = (float)settings.Number("value", 0);
        var columns = frame.Select(step, step.Columns.Count == 0 && strategy is "constant" ? FeatureKind.Number : null);
        var fillings = columns.Select(c => strategy == "constant" ? constant : Typical(c.Column.Kind == FeatureKind.Category ? "most-frequent" : strategy, frame[c.Place])).ToArray();
        var indicators = settings.Flag("indicator", false)
            ? columns.Select(c => frame.Add(new FeatureColumn($"{c.Column.Name}_missing"))).ToArray()
            : [];
        return new Impute([.. columns.Select(c => c.Place)], fillings, indicators);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var values = rows[Columns[c]];
            if (Indicators.Length > 0)
            {
                var indicator = rows[Indicators[c]];
                for (var r = 0; r < values.Length; r++)
                {
                    indicator[r] = float.IsNaN(values[r]) ? 1 : 0;
                }
            }

            for (var r = 0; r < values.Length; r++)
            {
                values[r] = float.IsNaN(values[r]) ? Fillings[c] : values[r];
            }
        }
    }

    private static float Typical(string strategy, ReadOnlySpan<float> values)
    {
        var present = ColumnStatistics.Sorted(values);
        return present.Length == 0 ? 0 : strategy switch
        {
            "mean" => (float)ColumnStatistics.Mean(values),
            "median" => (float)ColumnStatistics.Quantile(present, 0.5),
            _ => ColumnStatistics.MostFrequent(present),
        };
    }
}
