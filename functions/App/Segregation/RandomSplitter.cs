using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>A seeded draw; random keeps the rows of each side in the table's order, shuffled in the drawn one.</summary>
internal sealed class RandomSplitter : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition is { Strategy: SplitStrategy.Random or SplitStrategy.Shuffled, Stratify: null };

    public (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition)
    {
        var order = Enumerable.Range(0, table.Rows).ToArray();
        new RandomStream(definition.Seed).Shuffle<int>(order);
        var sides = TrainingShare.Cut(order, TrainingShare.Of(table.Rows, definition.Ratio));
        if (definition.Strategy == SplitStrategy.Random)
        {
            Array.Sort(sides.Training);
            Array.Sort(sides.Holdout);
        }

        return sides;
    }
}
