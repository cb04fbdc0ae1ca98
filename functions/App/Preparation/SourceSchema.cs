using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>The columns that a definition's files must have.</summary>
internal static class SourceSchema
{
    /// <summary>A column for each feature and each target, in the order of the definition.</summary>
    public static CsvSchema Of(PipelineDefinition definition) =>
        new([.. definition.Features.Select(Feature), .. definition.Targets.Select(target => Target(target, definition.Task))]);

    private static CsvColumn Feature(FeatureDefinition feature) => new(feature.Name, feature.Type == FeatureType.Number ? CsvColumnKind.Number : CsvColumnKind.Category)
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
