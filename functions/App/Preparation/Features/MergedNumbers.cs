using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Says of which features models do not tell all numbers apart, although their offset is taken off.</summary>
internal static class MergedNumbers
{
    /// <summary>A warning for each such feature.</summary>
    public static IEnumerable<string> Warnings(PipelineDefinition definition, SourceTable table)
    {
        foreach (var feature in definition.FeatureColumns.Where(feature => feature.Type == FeatureType.Number))
        {
            if (table.Find(feature.Name) is not PreciseColumn column)
            {
                continue;
            }

            var offset = InputFeature.Fit(feature, table, mayShift: definition.Preparation.Count == 0).Offset;
            if (PreciseNumbers.Merges(column.Values, offset))
            {
                yield return $"'{feature.Name}' has numbers that differ but are the same in single precision, which models learn from{(offset == 0 ? ", since steps of the preparation take the numbers as they are" : "")}; a smaller unit or a nearer origin would tell them apart.";
            }
        }
    }
}
