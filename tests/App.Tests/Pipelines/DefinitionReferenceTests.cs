using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.OpenApi;

namespace MlFunctions.Tests.Pipelines;

/// <summary>What docs/pipeline.md says of definitions is true of the program.</summary>
public sealed partial class DefinitionReferenceTests
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(Repository.Root, "docs", "pipeline.md"));

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example { get; }

    [GeneratedRegex(@"^\| (?<fields>`[^|]*) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"`(?<field>[^`]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Field { get; }

    [GeneratedRegex(@"[A-Za-z]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastWord { get; }

    [GeneratedRegex("[^A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words { get; }

    [Fact]
    public async Task EveryExample_IsADefinitionWithoutFaults()
    {
        await using var host = await PipelineHost.StartAsync();
        var parser = host.Functions.Services.GetRequiredService<DefinitionParser>();

        var names = Example.Matches(Reference).Select(match => parser.Parse(Encoding.UTF8.GetBytes(match.Groups["json"].Value)).Name);

        Assert.Equal(["orders", "notes"], names);
    }

    [Fact]
    public void EveryExample_IsAsTheOpenApiDocumentOutlinesDefinitions()
    {
        var schema = JsonDocument.Parse(DefinitionSchema.Create().ToJsonString()).RootElement;

        var faults = Example.Matches(Reference).SelectMany(match => new JsonSchemaCheck(schema).Faults(schema, JsonDocument.Parse(match.Groups["json"].Value).RootElement));

        Assert.Empty(faults);
    }

    [Fact]
    public void EveryFieldThatIsExplained_IsUsedInAnExample_AndTheOtherWayRound()
    {
        var used = Example.Matches(Reference).SelectMany(match => Members(JsonNode.Parse(match.Groups["json"].Value)!)).ToHashSet(StringComparer.Ordinal);

        // The first of a row is a whole path, those after it are members of the same object; what else is in code is explained in the text.
        var explained = Row.Matches(Reference)
            .SelectMany(match => Field.Matches(match.Groups["fields"].Value))
            .Select(match => LastWord.Match(match.Groups["field"].Value.TrimEnd('[', ']')).Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(explained.Except(used));
        Assert.Empty(used.Except(Mentioned()));
    }

    // Every word in code outside the examples: in a path, or in the text beside it.
    private static IEnumerable<string> Mentioned() => Field.Matches(Example.Replace(Reference, "")).SelectMany(match => Words.Split(match.Groups["field"].Value));

    // Names under grid and sources, and of metrics, are data.
    private static IEnumerable<string> Members(JsonNode node, string parent = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value!, member.Key) is var below && parent is "grid" or "sources" or "fail" or "warn" ? below : below.Prepend(member.Key)),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Members(item!, parent)),
        _ => [],
    };
}
