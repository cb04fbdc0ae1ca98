using System.Numerics.Tensors;

namespace MlFunctions.Learning;

/// <summary>Permutation importance (Breiman, 2001; Fisher, Rudin and Dominici, 2019) of the features of any model.</summary>
public static class PermutationImportance
{
    /// <summary>Shuffles each column in turn and tells how much worse the metric becomes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows with true targets, better a holdout than the rows trained on.</param>
    /// <param name="metric">What is to become worse.</param>
    /// <param name="repeats">How often each column is shuffled, at least 1.</param>
    /// <param name="seed">Where the randomness starts.</param>
    /// <param name="threads">How many threads may be used, at least 1; the result does not depend on it.</param>
    /// <param name="cancellationToken">Ends it early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>One for each column, in the order of the columns.</returns>
    public static IReadOnlyList<FeatureImportance> Of(
        IModel model,
        Dataset data,
        Metric metric,
        int repeats = 5,
        ulong seed = 42,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var baseline = Score(data.Features);
        var columns = data.Features.Columns;
        var importances = new FeatureImportance[columns.Count];
        for (var c = 0; c < columns.Count; c++)
        {
            var losses = new double[repeats];
            for (var i = 0; i < repeats; i++)
            {
                var shuffled = data.Features.Column(c).ToArray();
                new RandomStream(seed, (ulong)(c * (long)repeats + i)).Shuffle<float>(shuffled);
                var score = Score(data.Features.WithColumn(c, shuffled));
                losses[i] = metric.HigherIsBetter ? baseline - score : score - baseline;
            }

            importances[c] = new FeatureImportance(columns[c].Name, TensorPrimitives.Average<double>(losses), TensorPrimitives.StdDev<double>(losses));
        }

        return importances;

        double Score(FeatureTable features)
        {
            var outputs = new double[features.Rows * model.OutputCount];
            model.Predict(features, outputs, threads, cancellationToken);
            return metric.Compute(data, outputs);
        }
    }
}
