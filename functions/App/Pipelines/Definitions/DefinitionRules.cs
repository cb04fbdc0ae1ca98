using System.Text.RegularExpressions;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.OpenApi;

namespace MlFunctions.Pipelines;

/// <summary>What makes sense in a definition beyond its form: names that exist, numbers that fit together.</summary>
internal sealed partial class DefinitionRules(TrainerCatalog trainers, MetricCatalog metrics, IReadOnlyList<string> splitters, long mostCombinations)
{
    private const int MostCandidates = 40;

    /// <summary>Every fault of sense, by JSON path.</summary>
    public IEnumerable<JsonFault> Faults(PipelineDefinition definition) =>
    [
        .. Names(definition),
        .. definition.Features.SelectMany(Feature),
        .. Targets(definition),
        .. Duplicates(definition.Inputs.Select(f => f.Name).Concat(definition.TargetColumns.Select(t => t.Name)), "$.features"),
        .. Duplicates(definition.Targets.Select(t => t.As), "$.targets"),
        .. IngestionSection.Faults(definition),
        .. SourcesSection.Faults(definition),
        .. SeriesSection.Faults(definition),
        .. TaskSection.Faults(definition),
        .. Entity(definition),
        .. SplitSection.Faults(definition.Split, definition, "$.split", splitters),
        .. Candidates(definition),
        .. definition.Candidates.SelectMany((candidate, index) => CandidateSection.Faults(candidate, definition.Task, trainers, $"$.candidates[{index}]", mostCombinations)),
        .. Combinations(definition),
        .. Metrics(definition),
        .. GateSection.Faults(definition),
        .. RevertDefinition.Faults(definition),
    ];

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,49}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    internal static partial Regex PipelineName { get; }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Alias { get; }

    private static IEnumerable<JsonFault> Names(PipelineDefinition definition)
    {
        if (definition.Name.Length > 0 && !PipelineName.IsMatch(definition.Name))
        {
            yield return new("$.name", $"is '{definition.Name}', expected 1 to 50 lower-case letters, digits and hyphens, a letter first");
        }

        var aliases = definition.Serving.Aliases;
        for (var i = 0; i < aliases.Count; i++)
        {
            var fault = !Alias.IsMatch(aliases[i]) ? "expected a relative route such as v1/estimate"
                : HttpFunction.At(aliases[i]).FirstOrDefault() is { } own ? $"which {own.Path} of this API answers; expected another route such as v1/estimate"
                : aliases.Take(i).Contains(aliases[i], StringComparer.Ordinal) ? "which is there already"
                : null;
            if (fault is not null)
            {
                yield return new($"$.serving.aliases[{i}]", $"is '{aliases[i]}', {fault}");
            }
        }
    }

    private static IEnumerable<JsonFault> Feature(FeatureDefinition feature, int index)
    {
        if (feature.Minimum > feature.Maximum)
        {
            yield return new($"$.features[{index}].min", $"is {feature.Minimum}, above max {feature.Maximum}");
        }

        if (feature.Type == FeatureType.Number && feature.Values.Count > 0)
        {
            yield return new($"$.features[{index}].values", "is for categories; this feature is a number");
        }

        if (feature.Type == FeatureType.Category && (feature.Minimum ?? feature.Maximum) is not null)
        {
            yield return new($"$.features[{index}]", "has min or max, which are for numbers; this feature is a category");
        }

        if (feature.Type != FeatureType.Category && feature.Unknown is not null)
        {
            yield return new($"$.features[{index}].unknown", "is for categories, whose words training may not have seen");
        }

        if (feature.Type != FeatureType.Instant && (feature.Format ?? feature.Zone) is not null)
        {
            yield return new($"$.features[{index}]", $"has {(feature.Format is null ? "zone" : "format")}, which is for dates; this feature is a {feature.Type.ToString().ToLowerInvariant()}");
        }
        else if (feature.Format is { } format && InstantForm.FormatFault(format) is { } wrong)
        {
            yield return new($"$.features[{index}].format", $"is '{format}', {wrong}");
        }
        else if (feature.Zone is { } zone && InstantForm.ZoneFault(zone) is { } unknown)
        {
            yield return new($"$.features[{index}].zone", $"is '{zone}', {unknown}");
        }

        foreach (var fault in Duplicates(feature.Values, $"$.features[{index}].values"))
        {
            yield return fault;
        }
    }

    private static IEnumerable<JsonFault> Entity(PipelineDefinition definition)
    {
        if (definition.Entity is { } entity && definition.Features.FirstOrDefault(f => f.Name == entity) is { Type: not FeatureType.Category })
        {
            yield return new("$.entity", $"is '{entity}', expected a category feature or a column that is no feature");
        }
    }

    private static IEnumerable<JsonFault> Targets(PipelineDefinition definition)
    {
        var classifies = definition.Task is LearningTask.Binary or LearningTask.Multiclass;
        if (classifies && definition.Targets.Count > 1)
        {
            yield return new("$.targets", $"has {definition.Targets.Count} targets, expected one: a classifier has the classes of one target");
        }

        for (var i = 0; i < definition.Targets.Count; i++)
        {
            var target = definition.Targets[i];
            if (AnswerMembers.Of(definition.Task).Contains(target.As, StringComparer.Ordinal))
            {
                yield return new(target.As == target.Name ? $"$.targets[{i}].name" : $"$.targets[{i}].as", $"is '{target.As}', which answers to predictions have a member of their own for; expected another name in \"as\"");
            }

            if (!classifies && target.Classes.Count + target.Labels.Count > 0)
            {
                yield return new($"$.targets[{i}]", "has classes or labels, which are for binary and multiclass tasks");
            }
            else if (target.Labels.Count > 0 && target.Labels.Count != target.Classes.Count)
            {
                yield return new($"$.targets[{i}].labels", $"has {target.Labels.Count} labels for {target.Classes.Count} declared classes, expected one for each");
            }
        }
    }

    private static IEnumerable<JsonFault> Duplicates(IEnumerable<string> names, string path) =>
        names.Where(n => n.Length > 0).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => new JsonFault(path, $"names '{g.Key}' more than once"));

    // What a run shows of its candidates has to fit what Azure takes as the custom status of an orchestration.
    private static IEnumerable<JsonFault> Candidates(PipelineDefinition definition)
    {
        if (definition.Candidates.Count > MostCandidates)
        {
            yield return new("$.candidates", $"has {definition.Candidates.Count} candidates, expected at most {MostCandidates}");
        }
    }

    // Counted before any is made: they are worked out again for each step of a run.
    private IEnumerable<JsonFault> Combinations(PipelineDefinition definition)
    {
        var all = definition.Candidates.Sum(CombinationsOf);
        if (all > mostCombinations)
        {
            yield return new("$.candidates", $"have {all:N0} combinations of hyperparameters together, expected at most {mostCombinations:N0}; search at random, with a count, or try fewer values");
        }
    }

    /// <summary>How many combinations the search of a candidate begins with.</summary>
    internal static double CombinationsOf(CandidateDefinition candidate) =>
        candidate.Search.Count ?? candidate.Grid.Values.Aggregate(1.0, (product, values) => product * values.Count);

    private IEnumerable<JsonFault> Metrics(PipelineDefinition definition)
    {
        var named = definition.Gates.Fail.Keys.Select(name => ($"$.gates.fail.{name}", name))
            .Concat(definition.Gates.Warn.Keys.Select(name => ($"$.gates.warn.{name}", name)))
            .Append(("$.metric", definition.Metric))
            .Append(("$.serving.revert.metric", definition.Serving.Revert?.Metric ?? ""))
            .Where(n => n.Item2.Length > 0 && metrics.Find(n.Item2)?.Tasks.Contains(definition.Task) != true);
        foreach (var (path, name) in named)
        {
            yield return new(path, $"is '{name}', expected a metric of this task: {string.Join(", ", metrics.For(definition.Task).Select(m => m.Name).Order(StringComparer.Ordinal))}");
        }
    }
}
