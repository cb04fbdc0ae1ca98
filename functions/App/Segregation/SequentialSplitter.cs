using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>The first rows train.</summary>
internal sealed class SequentialSplitter : ISplitter
{
    public bool Suits(SplitDefinition definition) => definition is { Strategy: SplitStrategy.Sequential, Stratify: null };

    public (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition) =>
        TrainingShare.Cut([.. Enumerable.Range(0, table.Rows)], TrainingShare.Of(table.Rows, definition.Ratio));
}
