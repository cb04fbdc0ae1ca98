using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>What a pipeline's definition says of its files.</summary>
internal static class PipelineSchema
{
    /// <summary>So many bad rows of a file are kept; the others are counted.</summary>
    private const int MostQuarantined = 100_000;

    /// <summary>The columns that the definition names for the pipeline's own files: features, targets, and those that splits, joins, series and entities go by.</summary>
    public static CsvSchema Of(PipelineDefinition definition)
    {
        var columns = definition.FeatureColumns.Where(f => f.Source is null).Select(Feature).Concat(definition.TargetColumns.Select(t => Target(t, definition.Task))).ToList();
        foreach (var (name, kind) in Others(definition))
        {
            if (name is not null && columns.TrueForAll(c => c.Name != name) && definition.Features.All(f => f.Name != name))
            {
                columns.Add(new CsvColumn(name, kind) { Required = kind != CsvColumnKind.PreciseNumber });
            }
        }

        return new CsvSchema(columns);
    }

    /// <summary>The columns of rows as models take them: every input, whichever file it comes from in training, and the targets.</summary>
    public static CsvSchema OfRows(PipelineDefinition definition) =>
        new([.. definition.Inputs.Select(Feature), .. definition.TargetColumns.Select(target => Target(target, definition.Task))]);

    /// <summary>The columns of a source's files: the key, and the features that the source brings.</summary>
    public static CsvSchema Of(PipelineDefinition definition, SourceDefinition source) => new(
    [
        new CsvColumn(source.Key, CsvColumnKind.Category) { Required = true },
        .. definition.Features.Where(f => f.Source == source.Name).Select(Feature),
    ]);

    /// <summary>How the definition says that its files are written.</summary>
    public static CsvOptions Options(PipelineDefinition definition)
    {
        var ingestion = definition.Ingestion;
        return new()
        {
            Delimiter = ingestion.Delimiter ?? (ingestion.Decimal == ',' ? ';' : ','),
            Decimal = ingestion.Decimal ?? (ingestion.Delimiter == '.' ? ',' : '.'),
            Quote = ingestion.Quote ?? '"',
            Unknown = ingestion.Unknown,
            MissingNumbers = [.. CsvOptions.Default.MissingNumbers, .. ingestion.Missing],
            MissingWords = ingestion.Missing,
            Numbers = ingestion.Numbers,
            MaxFaults = MostQuarantined,
        };
    }

    /// <summary>How the definition says that files of a schema are written, whose columns are in that order where files do not name them.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="isSource">Whether they are files of a source, whose columns a list in the definition does not name.</param>
    public static CsvOptions Options(PipelineDefinition definition, CsvSchema schema, bool isSource = false) =>
        definition.Ingestion.HasHeader || (isSource && definition.Ingestion.Columns.Count > 0)
            ? Options(definition)
            : Options(definition) with { Names = definition.Ingestion.Columns.Count > 0 ? definition.Ingestion.Columns : [.. schema.Columns.Select(column => column.Name)] };

    private static IEnumerable<(string? Name, CsvColumnKind Kind)> Others(PipelineDefinition definition) =>
    [
        (definition.Split.Stratify, CsvColumnKind.Category),
        (definition.Split.By, definition.Split.Strategy == SplitStrategy.TimeOrdered ? CsvColumnKind.Time : CsvColumnKind.Category),
        .. definition.Sources.Select(source => ((string?)source.Key, CsvColumnKind.Category)),
        .. definition.Series.SelectMany(series => new (string?, CsvColumnKind)[]
        {
            (series.Group, CsvColumnKind.Category),
            (series.Time, CsvColumnKind.Time),
            (series.Column, CsvColumnKind.PreciseNumber),
        }),
        (definition.Entity, CsvColumnKind.Category),
    ];

    private static CsvColumn Feature(FeatureDefinition feature) =>
        new(feature.Name, feature.Type switch { FeatureType.Number => CsvColumnKind.Number, FeatureType.Instant => CsvColumnKind.Instant, _ => CsvColumnKind.Category })
        {
            Minimum = feature.Minimum ?? double.NegativeInfinity,
            Maximum = feature.Maximum ?? double.PositiveInfinity,
            Words = feature.TakesOther ? [] : feature.Values,
            Aliases = feature.IsBoolean ? BooleanWords.Aliases(feature.Values) : new Dictionary<string, string>(StringComparer.Ordinal),
            Instants = InstantForm.Of(feature.Format, feature.Zone),
            Required = !feature.Optional,
        };

    private static CsvColumn Target(TargetDefinition target, LearningTask task) =>
        new(target.Name, task is LearningTask.Binary or LearningTask.Multiclass ? CsvColumnKind.Category : CsvColumnKind.PreciseNumber)
        {
            Words = target.Classes,
            Required = true,
        };
}
