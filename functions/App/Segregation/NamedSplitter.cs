using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>Divides as an <see cref="IRowSplitter"/> says, and holds it to what it promises.</summary>
internal sealed class NamedSplitter(IRowSplitter splitter) : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition.Strategy == SplitStrategy.Named && definition.Splitter == splitter.Name;

    public (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition)
    {
        var training = splitter.Training(new RowsToSplit(table, definition)).ToHashSet();
        return training.Count > 0 && training.Count < table.Rows && training.All(row => row >= 0 && row < table.Rows)
            ? ([.. training.Order()], [.. Enumerable.Range(0, table.Rows).Where(row => !training.Contains(row))])
            : throw new SegregationException($"The splitter '{splitter.Name}' chose {training.Count} of {table.Rows} rows to train; expected some rows of the table, and not all.");
    }
}
