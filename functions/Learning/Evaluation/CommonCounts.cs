using System.Collections.Concurrent;

namespace MlFunctions.Learning;

/// <summary>What several metrics of the same rows are computed from, made once. For one thread at a time.</summary>
internal sealed class CommonCounts
{
    private readonly ConcurrentDictionary<Delegate, object> _shared;
    private ConfusionMatrix? _confusion;

    private CommonCounts(Dataset truth, double[] outputs, ConcurrentDictionary<Delegate, object> shared) => (Truth, Outputs, _shared) = (truth, outputs, shared);

    /// <param name="truth">Rows with their true targets.</param>
    /// <param name="outputs">Rows × outputs, row by row.</param>
    public CommonCounts(Dataset truth, double[] outputs)
        : this(truth, outputs, [])
    {
    }

    /// <summary>The rows with their true targets.</summary>
    public Dataset Truth { get; }

    /// <summary>Rows × outputs, row by row.</summary>
    public double[] Outputs { get; }

    /// <summary>What was predicted as what.</summary>
    public ConfusionMatrix Confusion => _confusion ??= ConfusionMatrix.Of(Truth, Shared(ConfusionMatrix.CellsOf));

    /// <summary>Of the same rows, targets and outputs with other weights, e.g. of a resample; what does not depend on weights is shared. On any thread.</summary>
    public CommonCounts Reweighted(Dataset truth) => new(truth, Outputs, _shared);

    /// <summary>What a metric makes of targets and outputs but not of weights, made once for all weights.</summary>
    /// <param name="make">Makes it; metrics that give the same function share what it makes.</param>
    public T Shared<T>(Func<Dataset, ReadOnlySpan<double>, T> make)
        where T : class => (T)_shared.GetOrAdd(make, _ => make(Truth, Outputs));

    /// <summary>The mean of a loss of each row, each counting as much as it weighs; NaN where no row has weight.</summary>
    public double Mean(ReadOnlySpan<double> losses)
    {
        var weights = new RowWeights(Truth);
        double total = 0, sum = 0;
        for (var r = 0; r < losses.Length; r++)
        {
            total += weights[r];
            sum += weights[r] * losses[r];
        }

        return sum / total;
    }
}
