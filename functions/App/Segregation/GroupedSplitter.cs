using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>A seeded draw of groups: rows with the same value of a column stay together, so that the model is tried on groups that it has not seen.</summary>
internal sealed class GroupedSplitter : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition is { Strategy: SplitStrategy.Grouped, Stratify: null };

    public (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition)
    {
        var groups = RowGroups.By(SplitColumn.Of(table, definition.By, "by")).ToArray();
        if (groups.Length < 2)
        {
            throw new SegregationException($"Column '{definition.By}' has one value in all {table.Rows} rows; a split by groups needs two.");
        }

        new RandomStream(definition.Seed).Shuffle<int[]>(groups);
        var wanted = TrainingShare.Of(table.Rows, definition.Ratio);
        var training = new List<int>(groups[0]);
        var holdout = new List<int>(groups[^1]);
        foreach (var group in groups[1..^1])
        {
            // A group goes where it leaves the ratio closer to the one asked for.
            (training.Count + (group.Length / 2) < wanted ? training : holdout).AddRange(group);
        }

        training.Sort();
        holdout.Sort();
        return ([.. training], [.. holdout]);
    }
}
