namespace MlFunctions.Learning;

/// <summary>Rows to learn from or to evaluate on: features, what is to be predicted, and how much each row counts.</summary>
public sealed class Dataset
{
    private readonly double[][] _targets;
    private readonly int[]?[] _orders;
    private readonly double[]? _weights;

    /// <summary>Takes over the arrays; the caller must not change them afterwards.</summary>
    /// <param name="features">The features.</param>
    /// <param name="targets">One array a target, a value for each row. Classification has one target that holds class codes, 0 to <paramref name="classes"/> − 1. Clustering has none.</param>
    /// <param name="classes">How many classes there are; 0 where the task is not classification.</param>
    /// <param name="weights">How much each row counts, ≥ 0; null: every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a target is not finite or not a class code, or a weight is negative or not finite.</exception>
    public Dataset(FeatureTable features, double[][] targets, int classes = 0, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        for (var t = 0; t < targets.Length; t++)
        {
            CheckLength($"Target {t}", targets[t].Length, features.Rows);
            CheckTarget(targets[t], t, classes);
        }

        if (weights is not null)
        {
            CheckWeights(weights, features.Rows);
        }

        Features = features;
        Classes = classes;
        _targets = targets;
        _orders = new int[targets.Length][];
        _weights = weights;
    }

    private Dataset(Dataset rows, double[] weights)
    {
        CheckWeights(weights, rows.Rows);
        Features = rows.Features;
        Classes = rows.Classes;
        _targets = rows._targets;
        _orders = rows._orders;
        _weights = weights;
    }

    /// <summary>The features.</summary>
    public FeatureTable Features { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Features.Rows;

    /// <summary>How many targets there are.</summary>
    public int TargetCount => _targets.Length;

    /// <summary>How many classes the target has; 0 where the task is not classification.</summary>
    public int Classes { get; }

    /// <summary>Whether rows count differently.</summary>
    public bool IsWeighted => _weights is not null;

    /// <summary>The values of one target, one a row.</summary>
    public ReadOnlySpan<double> Target(int index) => _targets[index];

    /// <summary>The rows by ascending value of a target. Made when first asked for, and kept.</summary>
    internal ReadOnlySpan<int> Order(int target) => _orders[target] ??= RowOrder.Of(_targets[target]);

    /// <summary>How much each row counts; empty where every row counts 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>A new dataset of the given rows, in the given order; a row may be named more than once.</summary>
    public Dataset Take(ReadOnlySpan<int> rows)
    {
        var targets = new double[_targets.Length][];
        for (var t = 0; t < targets.Length; t++)
        {
            targets[t] = Gather.From(_targets[t], rows);
        }

        return new Dataset(Features.Take(rows), targets, Classes, _weights is null ? null : Gather.From(_weights, rows));
    }

    /// <summary>The same rows with another weight for each.</summary>
    public Dataset WithWeights(double[] weights) => new(this, weights);

    private static void CheckLength(string what, int length, int rows)
    {
        if (length != rows)
        {
            throw new ArgumentException($"{what}: {length} values for {rows} rows.");
        }
    }

    private static void CheckTarget(double[] target, int index, int classes)
    {
        for (var r = 0; r < target.Length; r++)
        {
            if (!double.IsFinite(target[r]))
            {
                throw new ArgumentException($"Target {index}, row {r}: {target[r]} is not a finite number.");
            }

            if (classes > 0 && (target[r] < 0 || target[r] >= classes || target[r] != Math.Truncate(target[r])))
            {
                throw new ArgumentException($"Target {index}, row {r}: {target[r]} is not a class code from 0 to {classes - 1}.");
            }
        }
    }

    private static void CheckWeights(double[] weights, int rows)
    {
        CheckLength("Weights", weights.Length, rows);
        for (var r = 0; r < weights.Length; r++)
        {
            if (!double.IsFinite(weights[r]) || weights[r] < 0)
            {
                throw new ArgumentException($"Weight of row {r}: {weights[r]} is not a finite number of at least 0.");
            }
        }
    }
}
