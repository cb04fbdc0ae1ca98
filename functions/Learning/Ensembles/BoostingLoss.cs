using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>What boosting reduces, as a function of margins: one margin an output, which trees add up.</summary>
internal abstract class BoostingLoss(Dataset data)
{
    private const int LargestFirst = (1 << 22) - 1;
    private const int LargestSecond = (1 << 15) - 1;
    private const int EvenWeights = 16;

    // Rows that weigh nothing are not learned from.
    private readonly bool _isEven = !data.IsWeighted || TensorPrimitives.Max(data.Weights) <= EvenWeights * data.Weights.ToArray().Where(weight => weight > 0).Min();

    protected Dataset Data { get; } = data;

    /// <summary>How many margins a row has.</summary>
    public abstract int Margins { get; }

    /// <summary>The margins before the first tree: the best constants.</summary>
    public abstract double[] Start(ReadOnlySpan<int> rows);

    /// <summary>The derivatives of the loss by one margin, weighted, as <see cref="RowStatistics"/> with the second derivative first.</summary>
    /// <param name="margins">Rows × margins.</param>
    /// <param name="output">The margin.</param>
    /// <param name="statistics">Receives two numbers a row; its scales are set.</param>
    /// <param name="threads">How many threads may be used.</param>
    public abstract void Derive(double[] margins, int output, RowStatistics statistics, int threads);

    /// <summary>The loss of one row, not weighted.</summary>
    public abstract double Loss(int row, ReadOnlySpan<double> margins);

    /// <summary>The weighted mean of the loss over rows.</summary>
    public double MeanLoss(ReadOnlySpan<int> rows, double[] margins)
    {
        double sum = 0, weight = 0;
        foreach (var row in rows)
        {
            sum += WeightOf(row) * Loss(row, margins.AsSpan(row * Margins, Margins));
            weight += WeightOf(row);
        }

        return sum / weight;
    }

    public static BoostingLoss For(LearningTask task, Dataset data) => task switch
    {
        LearningTask.Binary => new LogisticBoostingLoss(data),
        LearningTask.Multiclass => new SoftmaxBoostingLoss(data),
        _ => new SquaredBoostingLoss(data),
    };

    protected double WeightOf(int row) => Data.IsWeighted ? Data.Weights[row] : 1;

    /// <summary>The largest weight; 1 where rows have none.</summary>
    protected double LargestWeight { get; } = data.IsWeighted ? TensorPrimitives.Max(data.Weights) : 1;

    /// <summary>
    /// Sets the scales of a loss whose first derivative is at most 1. Where no row weighs much less than another, both derivatives are as
    /// large as fits into one word when they are added up: about the digits of a 32-bit float, and of half one.
    /// </summary>
    /// <param name="statistics">What the scales are of.</param>
    /// <param name="mostSecond">The largest second derivative.</param>
    protected void SetScales(RowStatistics statistics, double mostSecond)
    {
        statistics.SetScale(0, LargestWeight * mostSecond, _isEven ? LargestSecond : RowStatistics.Largest);
        statistics.SetScale(1, LargestWeight, _isEven ? LargestFirst : RowStatistics.Largest);
    }

    /// <summary>Writes the derivatives of rows that stand together. A second one is never zero: many rows that are nearly right would else step too far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Set(RowStatistics statistics, int row, Vector256<double> first, Vector256<double> second)
    {
        // A number with 1.5 · 2^52 added to it ends in the whole number nearest to it.
        var rounding = Vector256.Create((double)(3L << 51));
        var high = ((first / statistics.Scales[1]) + rounding).AsInt64() << 32;
        var low = Vector256.Max((second / statistics.Scales[0]) + rounding, rounding + Vector256<double>.One).AsInt64() & Vector256.Create((long)uint.MaxValue);
        (high | low).AsInt32().CopyTo(statistics.Values, 2 * row);
    }

    /// <summary>Writes the derivatives of a row.</summary>
    protected static void Set(RowStatistics statistics, int row, double first, double second)
    {
        statistics.Values[2 * row] = (int)Math.Max(1, Math.Round(second / statistics.Scales[0]));
        statistics.Values[2 * row + 1] = (int)Math.Round(first / statistics.Scales[1]);
    }
}
