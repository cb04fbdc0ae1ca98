using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>Divides as an <see cref="IRowSplitter"/> says, and holds it to what it promises.</summary>
internal sealed class NamedSplitter(IRowSplitter splitter) : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition.Strategy == SplitStrategy.Named && definition.Splitter == splitter.Name;

    public (int[] Training, int[] Holdout) Divide(RowsToDivide rows)
    {
        var (table, definition) = (rows.Table, rows.Definition);
        var training = splitter.Training(new RowsToSplit(table, definition)).ToHashSet();
        return training.Count > 0 && training.Count < table.Rows && training.All(row => row >= 0 && row < table.Rows)
            ? ([.. training.Order()], [.. Enumerable.Range(0, table.Rows).Where(row => !training.Contains(row))])
            : throw new SegregationException($"The splitter '{splitter.Name}' chose {training.Count} of {table.Rows} rows to train; expected some rows of the table, and not all.");
    }

    /// <summary>
    /// Each fold is a split of its own, drawn with another seed. A splitter that goes by no seed gives the same again; it is then asked
    /// to divide the training side of the fold before, so that the folds differ.
    /// </summary>
    public IReadOnlyList<Fold> Folds(RowsToDivide rows, int count)
    {
        var folds = new List<Fold>();
        int[] among = [.. Enumerable.Range(0, rows.Table.Rows)];
        for (var f = 0; f < count; f++)
        {
            var fold = Draw(rows, among, f, count);
            if (folds.Exists(other => other.TestRows.SequenceEqual(fold.TestRows)))
            {
                among = [.. folds[^1].TrainRows];
                fold = Draw(rows, among, f, count);
            }

            folds.Add(fold);
        }

        return folds;
    }

    private Fold Draw(RowsToDivide rows, int[] among, int number, int count)
    {
        if (among.Length < 2)
        {
            return new Fold(number, [], []);
        }

        var definition = rows.Definition with { Ratio = (count - 1.0) / count, Seed = rows.Definition.Seed + (ulong)number };
        var (training, holdout) = Divide(new RowsToDivide(rows.Table.Take(among), definition, [.. among.Select(row => rows.Units[row])]));
        return new Fold(number, [.. training.Select(row => among[row]).Order()], [.. holdout.Select(row => among[row]).Order()]);
    }
}
