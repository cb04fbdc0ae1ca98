using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>The earliest rows train, so that the model is tried on what came later; rows of the same time keep the table's order.</summary>
internal sealed class TimeOrderedSplitter : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition is { Strategy: SplitStrategy.TimeOrdered, Stratify: null };

    public (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition)
    {
        var column = SplitColumn.Of(table, definition.By, "by");
        Func<int, double> time = column switch
        {
            PreciseColumn precise => r => precise.Values[r],
            NumberColumn number => r => number.Values[r],
            _ => throw new SegregationException($"Column '{column.Name}' holds words; rows are ordered in time by a date or a number."),
        };
        var order = Enumerable.Range(0, table.Rows).OrderBy(time).ToArray();
        return TrainingShare.Cut(order, TrainingShare.Of(table.Rows, definition.Ratio));
    }
}
