using System.Globalization;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Whether the classes that a file has are those that a task can have, said with what was found.</summary>
internal static class TargetClasses
{
    private const int MostNamed = 20;
    private const int MostWords = 100;

    /// <summary>Why the target cannot be learned; null: it can.</summary>
    public static string? Fault(PipelineDefinition definition, SourceTable table)
    {
        if (definition.Task is not (LearningTask.Binary or LearningTask.Multiclass) || definition.Targets[0] is not { Classes.Count: 0, Name: var name })
        {
            return null;
        }

        var counts = CountsOf((CategoryColumn)table.Get(name));
        var fits = definition.Task == LearningTask.Binary ? counts.Count == 2 : counts.Count >= 3;
        return fits ? null
            : $"Target '{name}' has {counts.Count} class{(counts.Count == 1 ? "" : "es")} where {(definition.Task == LearningTask.Binary ? "binary takes 2" : "multiclass takes 3 or more; with 2 the task is binary")}: {Listed(counts)}.{string.Concat(CaseOnly(counts).Select(words => $" {words} differ in case only."))}";
    }

    /// <summary>Words of targets and categories that differ in case only, which are taken for different ones.</summary>
    public static IEnumerable<string> Warnings(PipelineDefinition definition, SourceTable table)
    {
        var names = definition.TargetColumns.Where(target => target.Classes.Count == 0).Select(target => target.Name)
            .Concat(definition.FeatureColumns.Where(feature => feature is { Type: FeatureType.Category, Values.Count: 0 }).Select(feature => feature.Name));
        return names.Select(table.Find).OfType<CategoryColumn>().Where(column => column.Words.Count <= MostWords)
            .SelectMany(column => CaseOnly(CountsOf(column)).Select(words => $"Of '{column.Name}' {words} differ in case only and are taken for different words."));
    }

    private static List<KeyValuePair<string, int>> CountsOf(CategoryColumn column)
    {
        var counts = new int[column.Words.Count];
        foreach (var code in column.Codes)
        {
            counts[Math.Max(code, 0)] += code == CategoryColumn.Missing ? 0 : 1;
        }

        return [.. column.Words.Zip(counts, KeyValuePair.Create).Where(count => count.Value > 0).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> CaseOnly(IEnumerable<KeyValuePair<string, int>> counts) => counts
        .GroupBy(count => count.Key, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => string.Join(", ", group.Select(count => string.Create(CultureInfo.InvariantCulture, $"'{count.Key}' ({count.Value:N0})"))));

    private static string Listed(List<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.Take(MostNamed).Select(count => string.Create(CultureInfo.InvariantCulture, $"'{count.Key}' ({count.Value:N0})"))) + (counts.Count > MostNamed ? ", …" : "");
}
