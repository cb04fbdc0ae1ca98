namespace MlFunctions.Learning;

/// <summary>Computes a metric.</summary>
/// <param name="truth">The rows with their true targets and weights.</param>
/// <param name="outputs">Rows × outputs of the model, row by row.</param>
public delegate double MetricFunction(Dataset truth, ReadOnlySpan<double> outputs);
