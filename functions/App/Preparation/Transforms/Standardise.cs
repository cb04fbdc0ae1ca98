namespace MlFunctions.Preparation;

/// <summary>Gives columns the mean 0 and the standard deviation 1.</summary>
internal static class Standardise
{
    /// <summary>Settings: <c>freedom</c> 0 (the default) divides the variance by n, 1 by n − 1.</summary>
    public static Scale Fit(TransformDefinition step, TrainingFrame frame)
    {
        var freedom = new TransformSettings(step).Whole("freedom", 0, 0, 1);
        return Scale.Fit(step, frame, values =>
        {
            var mean = ColumnStatistics.Mean(values);
            return (mean, ColumnStatistics.Deviation(values, mean, freedom));
        });
    }
}
