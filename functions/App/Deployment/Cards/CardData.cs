using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Deployment;

/// <summary>The data that a model was made from, training rows and holdout together.</summary>
/// <param name="Rows">How many rows were read.</param>
/// <param name="BadRows">How many more were quarantined.</param>
/// <param name="Duplicates">How many rows were like an earlier one.</param>
/// <param name="Columns">The features, then the targets.</param>
internal sealed record CardData(int Rows, int BadRows, int Duplicates, IReadOnlyList<CardColumn> Columns)
{
    private const int MostWords = 10;

    /// <summary>What a condition report says of the columns that the model uses.</summary>
    public static CardData Of(ConditionReport report, IReadOnlyList<InputFeature> inputs, IReadOnlyList<TargetDefinition> targets) => new(
        report.Rows,
        report.BadRows,
        report.Duplicates,
        [
            .. report.Columns.Where(column => inputs.Any(input => input.Name == column.Name)).Select(column => Column(column, "feature")),
            .. report.Columns.Where(column => targets.Any(target => target.Name == column.Name)).Select(column => Column(column, "target")),
        ]);

    private static CardColumn Column(ColumnCondition column, string role) => new(
        column.Name,
        role,
        column.Missing,
        [.. (column.Words ?? new Dictionary<string, int>()).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => word.Key).Take(MostWords)],
        column.DistinctWords)
    {
        Minimum = column.Numbers?.Minimum,
        Maximum = column.Numbers?.Maximum,
        Mean = column.Numbers?.Mean,
    };
}
