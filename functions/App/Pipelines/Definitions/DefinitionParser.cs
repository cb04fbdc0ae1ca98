using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Http;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Preparation;
using MlFunctions.Segregation;

namespace MlFunctions.Pipelines;

/// <summary>Reads <c>pipeline.json</c> and names every fault in it, those of form and those of sense, by JSON path.</summary>
/// <param name="trainers">The trainers that definitions can name.</param>
/// <param name="metrics">The metrics that they can name.</param>
/// <param name="transforms">The transforms that they can name; null: the program's own.</param>
/// <param name="splitters">Splitters of one's own that they can name.</param>
/// <param name="limits">How much they can ask for; null: as much as by default.</param>
public sealed class DefinitionParser(TrainerCatalog trainers, MetricCatalog metrics, TransformCatalog? transforms = null, IEnumerable<IRowSplitter>? splitters = null, AppLimits? limits = null)
{
    private readonly TransformCatalog _transforms = transforms ?? TransformCatalog.BuiltIn;
    private readonly string[] _splitters = [.. (splitters ?? []).Select(splitter => splitter.Name)];

    /// <summary>What definitions may have beyond JSON: comments and trailing commas.</summary>
    public static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private static readonly Dictionary<string, LearningTask> Tasks = new(StringComparer.Ordinal)
    {
        ["regression"] = LearningTask.Regression,
        ["binary"] = LearningTask.Binary,
        ["multiclass"] = LearningTask.Multiclass,
        ["clustering"] = LearningTask.Clustering,
        ["forecast"] = LearningTask.Forecast,
    };

    private static readonly Dictionary<string, FeatureType> FeatureTypes = new(StringComparer.Ordinal)
    {
        ["number"] = FeatureType.Number,
        ["category"] = FeatureType.Category,
        ["text"] = FeatureType.Text,
        ["date"] = FeatureType.Instant,
        ["boolean"] = FeatureType.Category,
    };

    private static readonly Dictionary<string, UnknownWords?> UnknownRules = new(StringComparer.Ordinal)
    {
        ["other"] = UnknownWords.Other,
        ["reject"] = UnknownWords.Reject,
    };

    /// <summary>The definition in the JSON.</summary>
    /// <param name="json">UTF-8; comments and trailing commas are allowed.</param>
    /// <exception cref="DefinitionException">It is not JSON, or it has faults; all are named.</exception>
    public PipelineDefinition Parse(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            throw new DefinitionException([new JsonFault("$", "is empty, expected a definition; docs/pipeline.md has two that use every field")]);
        }

        var faults = new FaultList<JsonFault>();
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var definition = JsonObjectReader.Open(document.RootElement, "$", faults) is { } reader ? Read(reader) : null;
            if (definition is not null)
            {
                faults.AddRange(new DefinitionRules(trainers, metrics, _splitters, (limits ?? AppLimits.Default).Of(Limit.Combinations)).Faults(definition));
            }

            return faults.Count == 0 ? definition! : throw new DefinitionException(faults);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how a text that is not valid UTF-8 or UTF-16 is reported, when it is read.
            throw new DefinitionException([new JsonFault("$", $"is not JSON: {exception.Message}")]);
        }
    }

    private PipelineDefinition Read(JsonObjectReader reader)
    {
        var name = reader.Text("name", required: true) ?? "";
        var task = reader.Choice("task", Tasks, LearningTask.Regression, required: true);
        var definition = new PipelineDefinition
        {
            Name = name,
            Task = task,
            Features = task == LearningTask.Forecast ? OfForecast(reader) : reader.Objects("features", Feature, required: true),
            Targets = Targets(reader, task),
            Ingestion = reader.Object("ingestion") is { } ingestion ? IngestionSection.Read(ingestion) : new(),
            Sources = SourcesSection.Read(reader),
            Series = reader.Objects("series", SeriesSection.Read),
            Entity = reader.Text("entity"),
            Preparation = reader.Objects("preparation", Step),
            Split = Split(reader.Object("split"), task),
            Candidates = reader.Objects("candidates", CandidateSection.Read, required: true),
            Folds = (int)(reader.Number("folds", minimum: 2, maximum: 100, whole: true) ?? 5),
            Metric = reader.Text("metric", required: true) ?? "",
            Gates = reader.Object("gates") is { } gates ? GateSection.Read(gates) : new(),
            Approval = ApprovalDefinition.Read(reader),
            Retrain = reader.Object("retrain") is { } retrain ? RetrainDefinition.Read(retrain) : new(),
            Retention = reader.Object("retention") is { } retention ? RetentionDefinition.Read(retention) : null,
            Serving = reader.Object("serving") is { } serving ? Serving(serving) : new(),
        };
        reader.End();
        return definition;
    }

    private static IReadOnlyList<FeatureDefinition> OfForecast(JsonObjectReader reader)
    {
        if (reader.Has("features"))
        {
            reader.Fault("features", $"is not for forecasts, which are made of the target alone; requests bring one feature, '{TaskSection.Step.Name}'");
        }

        return [TaskSection.Step];
    }

    private static FeatureDefinition Feature(JsonObjectReader reader)
    {
        // A yes or no is one of two words, whichever of them a file or request uses.
        var isBoolean = reader.KindOf("type") == JsonValueKind.String && reader.Text("type") == "boolean";
        var feature = new FeatureDefinition
        {
            Name = reader.Text("name", required: true) ?? "",
            Type = isBoolean ? FeatureType.Category : reader.Choice("type", FeatureTypes, FeatureType.Number, required: true),
            IsBoolean = isBoolean,
            Minimum = reader.Number("min"),
            Maximum = reader.Number("max"),
            Values = isBoolean ? BooleanWords.Values : reader.Texts("values"),
            Unknown = reader.Choice("unknown", UnknownRules, otherwise: null),
            Format = reader.Text("format"),
            Zone = reader.Text("zone"),
            Optional = reader.Flag("optional", otherwise: false),
            Source = reader.Text("source"),
        };
        reader.End();
        return feature;
    }

    private static IReadOnlyList<TargetDefinition> Targets(JsonObjectReader reader, LearningTask task) =>
        task == LearningTask.Clustering && !reader.Has("targets") ? [TaskSection.Cluster] : reader.Objects("targets", Target, required: true);

    private static TargetDefinition Target(JsonObjectReader reader)
    {
        var name = reader.Text("name", required: true) ?? "";
        var target = new TargetDefinition
        {
            Name = name,
            As = reader.Text("as") ?? name,
            Classes = reader.Texts("classes"),
            Labels = reader.Texts("labels"),
        };
        reader.End();
        return target;
    }

    private TransformDefinition Step(JsonObjectReader reader)
    {
        var name = reader.Choice("transform", _transforms.Names.ToDictionary(n => n, n => n, StringComparer.Ordinal), "", required: true);
        var columns = reader.Texts("columns");

        // What a step can be told is its own to know; it refuses what it does not when it is fitted.
        var settings = reader.Members().Where(m => m.Name is not ("transform" or "columns"));
        return new TransformDefinition(name, columns, new JsonObject(settings.Select(m => new KeyValuePair<string, JsonNode?>(m.Name, JsonNode.Parse(m.Value.GetRawText())))));
    }

    private static SplitDefinition Split(JsonObjectReader? reader, LearningTask task)
    {
        var unset = task == LearningTask.Forecast ? new SplitDefinition { Strategy = SplitStrategy.Sequential } : new SplitDefinition();
        var split = reader is null ? unset : SplitSection.Read(reader, unset);
        reader?.End();
        return split;
    }

    private static ServingDefinition Serving(JsonObjectReader reader)
    {
        var serving = new ServingDefinition
        {
            Deadline = reader.Duration("deadline"),
            Aliases = reader.Texts("aliases"),
            Revert = reader.Object("revert") is { } revert ? RevertDefinition.Read(revert) : null,
        };
        reader.End();
        return serving;
    }
}
