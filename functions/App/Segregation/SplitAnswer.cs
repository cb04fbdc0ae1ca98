using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>What the segregation service answers over HTTP.</summary>
/// <param name="Training">The rows that train, by index from 0 among the good rows of the file.</param>
/// <param name="Holdout">The rows held out; where models of few rows are tried on a file of their own, the rows of that, counted on from the last of the batch.</param>
/// <param name="TrainingLabels">By target: the values of the rows that train; null unless they were asked for.</param>
/// <param name="HoldoutLabels">By target: the values of the rows held out.</param>
/// <param name="Warnings">What is lopsided.</param>
internal sealed record SplitAnswer(
    int[] Training,
    int[] Holdout,
    IReadOnlyDictionary<string, object?[]>? TrainingLabels,
    IReadOnlyDictionary<string, object?[]>? HoldoutLabels,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The answer for a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="table">The rows.</param>
    /// <param name="targets">The targets whose values are wanted.</param>
    public static SplitAnswer Of(Split split, SourceTable table, IReadOnlyList<TargetDefinition> targets) =>
        new(split.Training, split.Holdout, Labels(split.Training, table, targets), Labels(split.Holdout, table, targets), split.Warnings);

    private static Dictionary<string, object?[]>? Labels(int[] rows, SourceTable table, IReadOnlyList<TargetDefinition> targets) => targets.Count == 0
        ? null
        : targets.ToDictionary(target => target.Name, target => table.Get(target.Name) switch
        {
            PreciseColumn numbers => rows.Select(row => (object?)numbers.Values[row]).ToArray(),
            CategoryColumn words => rows.Select(row => (object?)words.Word(row)).ToArray(),
            var other => throw new NotSupportedException($"Target '{target.Name}' is a {other.GetType().Name}."),
        }, StringComparer.Ordinal);
}
