using System.Numerics.Tensors;

namespace MlFunctions.Learning;

/// <summary>How much weight of each true class was predicted as which class; where rows are not weighted: how many rows.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _cells;

    private ConfusionMatrix(double[] cells, int classes)
    {
        _cells = cells;
        Classes = classes;
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>The weight of the rows of class <paramref name="truth"/> that were predicted as <paramref name="predicted"/>.</summary>
    public double this[int truth, int predicted] => _cells[truth * Classes + predicted];

    /// <summary>Counts the predictions; of a row the class with the largest output is predicted, the first of equals.</summary>
    /// <param name="truth">Rows with true classes.</param>
    /// <param name="outputs">Rows × classes, row by row.</param>
    public static ConfusionMatrix Of(Dataset truth, ReadOnlySpan<double> outputs) => Of(truth, CellsOf(truth, outputs));

    /// <summary>Counts rows whose cells are known.</summary>
    internal static ConfusionMatrix Of(Dataset truth, ReadOnlySpan<int> cells)
    {
        var weights = new RowWeights(truth);
        var counts = new double[truth.Classes * truth.Classes];
        for (var r = 0; r < cells.Length; r++)
        {
            counts[cells[r]] += weights[r];
        }

        return new ConfusionMatrix(counts, truth.Classes);
    }

    /// <summary>For each row the cell that it is counted in, whatever it weighs.</summary>
    internal static int[] CellsOf(Dataset truth, ReadOnlySpan<double> outputs)
    {
        OutputShape.RequireClasses(truth, outputs);
        var classes = truth.Classes;
        var cells = new int[truth.Rows];
        for (var r = 0; r < cells.Length; r++)
        {
            cells[r] = (int)truth.Target(0)[r] * classes + Largest(outputs.Slice(r * classes, classes));
        }

        return cells;
    }

    // There may be millions of rows; of two outputs the larger is found without a call.
    private static int Largest(ReadOnlySpan<double> outputs) =>
        outputs.Length != 2 ? TensorPrimitives.IndexOfMax(outputs)
        : outputs[0] > outputs[1] ? 0
        : outputs[1] > outputs[0] ? 1
        : TensorPrimitives.IndexOfMax(outputs);

    /// <summary>The share of the weight that is predicted right.</summary>
    public double Accuracy => Enumerable.Range(0, Classes).Sum(c => this[c, c]) / _cells.Sum();

    /// <summary>The weight of the rows of a class.</summary>
    public double Support(int @class) => Enumerable.Range(0, Classes).Sum(predicted => this[@class, predicted]);

    /// <summary>The weight of the rows predicted as a class.</summary>
    public double Predicted(int @class) => Enumerable.Range(0, Classes).Sum(truth => this[truth, @class]);

    /// <summary>Of the rows predicted as a class, the share that is of it; 0 where none is predicted.</summary>
    public double Precision(int @class) => Ratio(this[@class, @class], Predicted(@class));

    /// <summary>Of the rows of a class, the share predicted as it; 0 where there is none.</summary>
    public double Recall(int @class) => Ratio(this[@class, @class], Support(@class));

    /// <summary>The harmonic mean of precision and recall of a class; 0 where the class neither occurs nor is predicted.</summary>
    public double F1(int @class) => Ratio(2 * this[@class, @class], Predicted(@class) + Support(@class));

    /// <summary>The mean over the classes that occur or are predicted, each counting the same.</summary>
    internal double Macro(Func<int, double> ofClass) =>
        Enumerable.Range(0, Classes).Where(c => Support(c) + Predicted(c) > 0).Select(ofClass).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The mean over the classes, each counting as much as its rows.</summary>
    internal double Weighted(Func<int, double> ofClass) =>
        Enumerable.Range(0, Classes).Sum(c => Support(c) * ofClass(c)) / _cells.Sum();

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
