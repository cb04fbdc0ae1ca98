using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>What a pipeline's definition says of its files.</summary>
internal static class PipelineSchema
{
    /// <summary>The columns that the definition names: features, targets, and those that the split goes by.</summary>
    public static CsvSchema Of(PipelineDefinition definition)
    {
        var columns = definition.Features.Select(Feature).Concat(definition.Targets.Select(t => Target(t, definition.Task))).ToList();
        foreach (var (name, kind) in new[]
        {
            (definition.Split.Stratify, CsvColumnKind.Category),
            (definition.Split.By, definition.Split.Strategy == SplitStrategy.TimeOrdered ? CsvColumnKind.Instant : CsvColumnKind.Category),
        })
        {
            if (name is not null && columns.TrueForAll(c => c.Name != name))
            {
                columns.Add(new CsvColumn(name, kind) { Required = true });
            }
        }

        return new CsvSchema(columns);
    }

    /// <summary>How the definition says that its files are written.</summary>
    public static CsvOptions Options(PipelineDefinition definition) => new()
    {
        Delimiter = definition.Ingestion.Delimiter,
        Decimal = definition.Ingestion.Decimal,
    };

    private static CsvColumn Feature(FeatureDefinition feature) =>
        new(feature.Name, feature.Type switch { FeatureType.Number => CsvColumnKind.Number, FeatureType.Instant => CsvColumnKind.Instant, _ => CsvColumnKind.Category })
        {
            Minimum = feature.Minimum ?? double.NegativeInfinity,
            Maximum = feature.Maximum ?? double.PositiveInfinity,
            Words = feature.Values,
            Required = !feature.Optional,
        };

    private static CsvColumn Target(TargetDefinition target, LearningTask task) =>
        new(target.Name, task is LearningTask.Binary or LearningTask.Multiclass ? CsvColumnKind.Category : CsvColumnKind.PreciseNumber)
        {
            Words = target.Classes,
            Required = true,
        };
}
