using MlFunctions.Learning;

namespace MlFunctions.Samples.Extension;

/// <summary>Brings features to a mean of 0 and a standard deviation of 1.</summary>
/// <param name="Means">By feature.</param>
/// <param name="Deviations">By feature; 1 where the feature never changes.</param>
internal sealed record KernelScaling(double[] Means, double[] Deviations)
{
    /// <exception cref="TrainingException">A feature is a category, or a value is missing.</exception>
    public static KernelScaling Of(FeatureTable table)
    {
        var (means, deviations) = (new double[table.Columns.Count], new double[table.Columns.Count]);
        for (var c = 0; c < means.Length; c++)
        {
            var values = table.Column(c).ToArray();
            if (table.Columns[c].Kind != FeatureKind.Number || Array.Exists(values, float.IsNaN))
            {
                throw new TrainingException($"Trainer 'kernel-ridge' takes numbers without gaps, which '{table.Columns[c].Name}' is not; prepare it with one-hot or impute.");
            }

            means[c] = values.Average(value => (double)value);
            var deviation = Math.Sqrt(values.Average(value => (value - means[c]) * (value - means[c])));
            deviations[c] = deviation > 0 ? deviation : 1;
        }

        return new KernelScaling(means, deviations);
    }

    public double[] Scale(FeatureTable table, int row) =>
        [.. Means.Select((mean, c) => (table.Column(c)[row] - mean) / Deviations[c])];

    public void Scale(ReadOnlySpan<float> row, Span<double> scaled)
    {
        for (var c = 0; c < scaled.Length; c++)
        {
            scaled[c] = (row[c] - Means[c]) / Deviations[c];
        }
    }
}
