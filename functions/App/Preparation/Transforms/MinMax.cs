namespace MlFunctions.Preparation;

/// <summary>Gives columns the range 0 to 1 over the training rows.</summary>
internal static class MinMax
{
    /// <summary>No settings.</summary>
    public static Scale Fit(TransformDefinition step, TrainingFrame frame) =>
        Scale.Fit(step, frame, values => (values[0], (double)values[^1] - values[0]));
}
