using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>One side of a split as a table.</summary>
internal static class SplitSide
{
    /// <summary>The rows of a side, in their order. Of a forecast each has its step, counted from the first.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="rows">Those of the side.</param>
    /// <param name="definition">The pipeline.</param>
    public static SourceTable Of(SourceTable table, int[] rows, PipelineDefinition definition)
    {
        var side = table.Take(rows);
        return definition.Task != LearningTask.Forecast
            ? side
            : new SourceTable([new NumberColumn(TaskSection.Step.Name, [.. Enumerable.Range(1, rows.Length).Select(step => (float)step)]), .. side.Columns]);
    }
}
