using System.Text.RegularExpressions;

namespace MlFunctions.Pipelines;

/// <summary>How sources are written in a definition: <c>"sources": {"products": {"key": "sku"}}</c>, and <c>"source": "products"</c> of each feature that their files bring.</summary>
internal static partial class SourcesSection
{
    [GeneratedRegex(@"^[a-z][a-z0-9]{0,49}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Allowed { get; }

    /// <summary>Reads the sources, in order of name.</summary>
    public static IReadOnlyList<SourceDefinition> Read(JsonObjectReader definition)
    {
        var sources = new List<SourceDefinition>();
        if (definition.Object("sources") is { } reader)
        {
            foreach (var (name, _) in reader.Members())
            {
                if (!Allowed.IsMatch(name))
                {
                    reader.Fault(name, "is no name of a source, expected 1 to 50 lower-case letters and digits, a letter first");
                }
                else if (reader.Object(name) is { } source)
                {
                    sources.Add(new SourceDefinition(name, source.Text("key", required: true) ?? ""));
                    source.End();
                }
            }
        }

        return [.. sources.OrderBy(source => source.Name, StringComparer.Ordinal)];
    }

    /// <summary>Every fault of sense.</summary>
    public static IEnumerable<JsonFault> Faults(PipelineDefinition definition)
    {
        foreach (var source in definition.Sources)
        {
            if (definition.Features.FirstOrDefault(f => f.Name == source.Key) is { } key && (key.Type != FeatureType.Category || key.Source is not null))
            {
                yield return new($"$.sources.{source.Name}.key", $"is '{source.Key}', expected a category feature of the pipeline's own files, or a column that is no feature");
            }
            else if (definition.Features.All(f => f.Source != source.Name))
            {
                yield return new($"$.sources.{source.Name}", $"brings nothing: no feature has \"source\": \"{source.Name}\"");
            }
        }

        for (var i = 0; i < definition.Features.Count; i++)
        {
            if (definition.Features[i].Source is { } name && definition.Sources.All(s => s.Name != name))
            {
                yield return new($"$.features[{i}].source", $"is '{name}', expected one of $.sources{(definition.Sources.Count == 0 ? ", of which there are none" : $": {string.Join(", ", definition.Sources.Select(s => s.Name))}")}");
            }
        }
    }
}
