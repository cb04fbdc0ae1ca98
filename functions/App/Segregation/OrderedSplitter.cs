using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>
/// The first rows train, in the order of the file (sequential) or of a column (time-ordered), so that the model is tried on what came later;
/// folds expand in the same order. Rows of one time are on one side.
/// </summary>
internal sealed class OrderedSplitter : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition is { Strategy: SplitStrategy.Sequential or SplitStrategy.TimeOrdered, Stratify: null };

    public (int[] Training, int[] Holdout) Divide(RowsToDivide rows)
    {
        var (order, times) = Order(rows);
        var cut = TimeBoundary.Nearest(times, TrainingShare.Of(order.Length, rows.Definition.Ratio));
        return (order[..cut], order[cut..]);
    }

    public IReadOnlyList<Fold> Folds(RowsToDivide rows, int count)
    {
        var (order, times) = Order(rows);
        return Learning.Folds.TimeOrdered(order, times, count);
    }

    private static (int[] Order, double[] Times) Order(RowsToDivide rows)
    {
        int[] order = [.. Enumerable.Range(0, rows.Table.Rows)];
        if (rows.Definition.Strategy == SplitStrategy.Sequential)
        {
            return (order, Array.ConvertAll(order, row => (double)row));
        }

        var column = SplitColumn.Of(rows.Table, rows.Definition.By, "by");
        Func<int, double> time = column switch
        {
            PreciseColumn precise => r => precise.Values[r],
            NumberColumn number => r => number.Values[r],
            _ => throw new SegregationException($"Column '{column.Name}' holds words; rows are ordered in time by a date or a number."),
        };
        order = [.. order.OrderBy(time)];
        return (order, Array.ConvertAll(order, row => time(row)));
    }
}
