using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Keeps columns within bounds.</summary>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Lowest">For each column the lower bound.</param>
/// <param name="Highest">For each column the upper bound.</param>
internal sealed record Clip(int[] Columns, float[] Lowest, float[] Highest) : Transform
{
    /// <summary>Settings: <c>lower</c> and <c>upper</c>, the shares of the training rows (0.01 and 0.99 by default) whose quantiles are the bounds; or <c>minimum</c> and <c>maximum</c>, the bounds themselves.</summary>
    public static Clip Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var lower = settings.Number("lower", 0.01, 0, 1);
        var upper = settings.Number("upper", 0.99, lower, 1);
        var columns = frame.Select(step, FeatureKind.Number);
        var present = columns.Select(c => ColumnStatistics.Sorted(frame[c.Place])).ToArray();
        return new Clip(
            [.. columns.Select(c => c.Place)],
            [.. present.Select(p => (float)settings.Number("minimum", p.Length == 0 ? float.MinValue : ColumnStatistics.Quantile(p, lower)))],
            [.. present.Select(p => (float)settings.Number("maximum", p.Length == 0 ? float.MaxValue : ColumnStatistics.Quantile(p, upper)))]);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var values = rows[Columns[c]];
            for (var r = 0; r < values.Length; r++)
            {
                // A comparison with NaN is false, so what is missing stays so.
                values[r] = values[r] < Lowest[c] ? Lowest[c] : values[r] > Highest[c] ? Highest[c] : values[r];
            }
        }
    }
}
