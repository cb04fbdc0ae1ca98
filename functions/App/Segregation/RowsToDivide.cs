using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>Rows that a split or search folds are drawn from.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Definition">The strategy, its columns, ratio and seed.</param>
/// <param name="Units">For each row the number of the rows that it stays together with because their inputs are equal, counted from 0.</param>
public sealed record RowsToDivide(SourceTable Table, SplitDefinition Definition, int[] Units);
