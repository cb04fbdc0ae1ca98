using System.Text.Json;
using System.Text.RegularExpressions;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.OpenApi;

namespace MlFunctions.Tests.Cases;

/// <summary>
/// Case 24: programs that make clients of the OpenAPI document can read it. What NSwag, Kiota and Redocly stumble over is looked for in the
/// document itself: schemas that are no objects, paths and members that are the same once they are names in code, operations without a name.
/// </summary>
public sealed class Case24OpenApiTests : IAsyncLifetime
{
    private PipelineHost? _host;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync();
        await _host.DefineAsync();
        await _host.DefineAsync(pipeline: "returns");
        _document = await _host.GetAsync("openapi.json");
    }

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public void EverySchema_IsAnObject()
    {
        string[] lists = ["oneOf", "anyOf", "allOf", "prefixItems"];
        string[] single = ["schema", "items", "additionalProperties", "not"];
        var wrong = All(_document, "#").SelectMany(at => at.Value.ValueKind != JsonValueKind.Object ? [] : at.Value.EnumerateObject().SelectMany(member =>
            member.Name == "properties" || (at.Path == "#/components" && member.Name == "schemas") ? member.Value.EnumerateObject().Select(p => (Path: $"{at.Path}/{member.Name}/{p.Name}", p.Value))
            : lists.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().Select((item, index) => (Path: $"{at.Path}/{member.Name}/{index}", Value: item))
            : single.Contains(member.Name) ? [(Path: $"{at.Path}/{member.Name}", member.Value)]
            : []))
            // An object that takes no further members says so by false; that is read by all.
            .Where(schema => schema.Value.ValueKind != JsonValueKind.Object && !(schema.Path.EndsWith("additionalProperties", StringComparison.Ordinal) && schema.Value.ValueKind == JsonValueKind.False))
            .Where(schema => !schema.Path.Contains("/example", StringComparison.Ordinal))
            .Select(schema => schema.Path);

        Assert.Empty(wrong);
    }

    [Fact]
    public void NoTwoPaths_DifferInTheNamesOfTheirParametersAlone()
    {
        var paths = _document.GetProperty("paths").EnumerateObject().Select(path => Regex.Replace(path.Name, @"\{[^}]*\}", "{}", RegexOptions.None, TimeSpan.FromSeconds(1))).ToArray();

        Assert.Equal(paths.Distinct(StringComparer.OrdinalIgnoreCase), paths);
        Assert.All(_document.GetProperty("paths").EnumerateObject(), path => Assert.All(path.Value.EnumerateObject(), operation => Assert.Equal(
            Regex.Matches(path.Name, @"\{(?<name>[^}]*)\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value),
            operation.Value.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "path").Select(p => p.GetProperty("name").GetString()!))));
    }

    [Fact]
    public void OperationsSchemasAndMembers_AreDifferentNamesInCode()
    {
        var operations = Operations().Select(operation => operation.GetProperty("operationId").GetString()!).Append(
            _document.GetProperty("webhooks").GetProperty("event").GetProperty("post").GetProperty("operationId").GetString()!);
        AssertDifferent(operations, "operations");
        AssertDifferent(_document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name), "schemas");
        foreach (var (path, value) in All(_document.GetProperty("components"), "#/components").Where(at => at.Path.EndsWith("/properties", StringComparison.Ordinal)))
        {
            AssertDifferent(value.EnumerateObject().Select(member => member.Name), path);
        }
    }

    [Fact]
    public void EveryReference_IsToSomething_AndEveryOperationSaysWhatKeyItNeeds()
    {
        Assert.All(All(_document, "#").Where(at => at.Value.ValueKind == JsonValueKind.Object && at.Value.TryGetProperty("$ref", out var r) && r.ValueKind == JsonValueKind.String), at =>
        {
            var target = _document;
            foreach (var part in at.Value.GetProperty("$ref").GetString()!.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            {
                target = target.ValueKind == JsonValueKind.Array ? target[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : target.GetProperty(part);
            }
        });
        Assert.All(Operations(), operation => Assert.True(operation.TryGetProperty("security", out _), operation.GetProperty("operationId").GetString()));
        Assert.True(_document.GetProperty("info").TryGetProperty("license", out _));
    }

    [Fact]
    public void EveryExampleOfABody_IsAsItsSchemaSays()
    {
        var check = new JsonSchemaCheck(_document);
        foreach (var operation in Operations().Where(operation => operation.TryGetProperty("requestBody", out _)))
        {
            foreach (var body in operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().Where(body => body.Name == "application/json"))
            {
                Assert.Empty(check.Faults(body.Value.GetProperty("schema"), body.Value.GetProperty("example")));
            }
        }
    }

    [Fact]
    public async Task Events_AreInTheDocument_AndAnswerAsItSays()
    {
        var events = _document.GetProperty("paths").GetProperty("/events").GetProperty("get");
        Assert.True(events.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("text/event-stream", out _));
        var pipeline = events.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "pipeline");
        Assert.True(pipeline.GetProperty("required").GetBoolean());

        using var answer = await _host!.Client.GetAsync(new Uri("/api/events?pipeline=dispatch", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(422, await _host.GetStatusAsync("events"));
        Assert.Equal(404, await _host.GetStatusAsync("events?pipeline=nobody"));
    }

    [Fact]
    public void ADefinition_IsDescribedFieldByField()
    {
        var check = new JsonSchemaCheck(_document);
        var schema = _document.GetProperty("components").GetProperty("schemas").GetProperty("PipelineDefinition");
        Assert.Empty(check.Faults(schema, JsonDocument.Parse(PipelineHost.Definition).RootElement));
        foreach (var (right, wrong) in new[]
        {
            ("\"min\": 0 }", "\"minimum\": 0 }"), ("\"type\": \"number\"", "\"type\": \"float\""), ("\"folds\": 5", "\"folds\": 1"),
            ("\"champion\": \"must-equal\"", "\"champion\": \"maybe\""), ("\"ratio\": 0.8", "\"ratio\": 8"), ("\"aliases\"", "\"alias\""),
        })
        {
            Assert.NotEmpty(check.Faults(schema, JsonDocument.Parse(PipelineHost.Definition.Replace(right, wrong, StringComparison.Ordinal)).RootElement));
        }
    }

    private static void AssertDifferent(IEnumerable<string> names, string where)
    {
        var inCode = names.Select(name => Regex.Replace(name, "[^A-Za-z0-9]", "", RegexOptions.None, TimeSpan.FromSeconds(1)).ToUpperInvariant()).GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key);
        Assert.True(!inCode.Any(), $"{where}: {string.Join(", ", inCode)}");
    }

    private IEnumerable<JsonElement> Operations() => _document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => operation.Value));

    private static IEnumerable<(string Path, JsonElement Value)> All(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => All(member.Value, $"{path}/{member.Name}")).Prepend((path, element)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => All(item, $"{path}/{index}")).Prepend((path, element)),
        _ => [],
    };
}
