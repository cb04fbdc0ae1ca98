namespace MlFunctions.Preparation;

/// <summary>Gives columns the median 0 and the interquartile range 1, which outliers do not move.</summary>
internal static class Robust
{
    /// <summary>No settings.</summary>
    public static Scale Fit(TransformDefinition step, TrainingFrame frame) =>
        Scale.Fit(step, frame, values => (ColumnStatistics.Quantile(values, 0.5), ColumnStatistics.Quantile(values, 0.75) - ColumnStatistics.Quantile(values, 0.25)));
}
