using MlFunctions.Ingestion;

namespace MlFunctions.Pipelines;

/// <summary>How a split is written in JSON: the <c>split</c> of a definition, and the body of a request to divide a batch.</summary>
internal static class SplitSection
{
    private static readonly Dictionary<string, SplitStrategy> Strategies = new(StringComparer.Ordinal)
    {
        ["random"] = SplitStrategy.Random,
        ["sequential"] = SplitStrategy.Sequential,
        ["shuffled"] = SplitStrategy.Shuffled,
        ["grouped"] = SplitStrategy.Grouped,
        ["time-ordered"] = SplitStrategy.TimeOrdered,
    };

    /// <summary>Reads the members of a split; those that are absent are as in <paramref name="unset"/>.</summary>
    public static SplitDefinition Read(JsonObjectReader reader, SplitDefinition unset)
    {
        var named = reader.Text("strategy");
        return new SplitDefinition
        {
            Strategy = named is null ? unset.Strategy : Strategies.GetValueOrDefault(named, SplitStrategy.Named),
            Splitter = named is null ? unset.Splitter : Strategies.ContainsKey(named) ? null : named,
            Ratio = reader.Number("ratio", minimum: 0.01, maximum: 0.99) ?? unset.Ratio,
            Seed = (ulong)(reader.Number("seed", minimum: 0, maximum: 1L << 53, whole: true) ?? unset.Seed),
            Stratify = reader.Text("stratify") ?? unset.Stratify,
            By = reader.Text("by") ?? unset.By,
            SmallData = reader.Object("smallData") is { } smallData ? SmallDataDefinition.Read(smallData) : unset.SmallData,
        };
    }

    /// <summary>Every fault of sense in a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="definition">The definition, whose columns it can name.</param>
    /// <param name="path">The path of the split.</param>
    /// <param name="splitters">The names of splitters of one's own.</param>
    public static IEnumerable<JsonFault> Faults(SplitDefinition split, PipelineDefinition definition, string path, IReadOnlyList<string> splitters)
    {
        if (split.Splitter is { } splitter && !splitters.Contains(splitter))
        {
            yield return new($"{path}.strategy", $"is '{splitter}', expected one of {string.Join(", ", Strategies.Keys.Concat(splitters))}");
        }

        var columns = definition.FeatureColumns.Select(f => f.Name).Concat(definition.TargetColumns.Select(t => t.Name)).ToList();
        if (split.Stratify is { } stratify && !columns.Contains(stratify))
        {
            yield return new($"{path}.stratify", $"is '{stratify}', expected a feature or target: {string.Join(", ", columns)}");
        }

        if (split.SmallData is { Holdout.Length: > 0 } smallData && DatasetName.Fault(smallData.Holdout) is { } fault)
        {
            yield return new($"{path}.smallData.holdout", fault);
        }

        var needsColumn = split.Strategy is SplitStrategy.Grouped or SplitStrategy.TimeOrdered;
        if (needsColumn && string.IsNullOrEmpty(split.By))
        {
            yield return new($"{path}.by", "is missing; a grouped or time-ordered split goes by a column");
        }
    }
}
