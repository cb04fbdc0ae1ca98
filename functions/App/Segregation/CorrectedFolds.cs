using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>
/// Search folds with corrected rows, which came to no split: they are learned from in every fold and tested on in none, but for copies of
/// rows that a fold is tested on. Where rows are in order they are the newest, and no fold may learn from what comes after it.
/// </summary>
internal static class CorrectedFolds
{
    /// <summary>Adds corrected rows to folds.</summary>
    /// <param name="folds">The folds of the rows before.</param>
    /// <param name="rows">All rows, the corrected ones last.</param>
    /// <param name="before">How many rows are before them.</param>
    /// <param name="definition">The pipeline.</param>
    public static IReadOnlyList<Fold> Of(IReadOnlyList<Fold> folds, SourceTable rows, int before, PipelineDefinition definition)
    {
        if (rows.Rows == before || definition.Split.Strategy is SplitStrategy.Sequential or SplitStrategy.TimeOrdered)
        {
            return folds;
        }

        int[] corrected = [.. Enumerable.Range(before, rows.Rows - before)];
        var units = EqualInputs.Of(rows, definition.Inputs.Select(input => input.Name)).Units;
        return [.. folds.Select(fold =>
        {
            var tested = fold.TestRows.Select(row => units[row]).ToHashSet();
            return fold with { TrainRows = [.. fold.TrainRows, .. corrected.Where(row => !tested.Contains(units[row]))] };
        })];
    }
}
