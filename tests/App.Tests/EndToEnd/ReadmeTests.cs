using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>What README promises a newcomer: the app starts by itself, trains the samples, prints a request that works, and starts again with its models.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"curl -s http://127\.0\.0\.1:\d+(?<route>/\S+) -H '[^']*' -d '(?<body>[^']*)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Curl { get; }

    [GeneratedRegex(@"`(?<method>GET|PUT|POST|PATCH) (?<route>[a-z][^` ]*)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Operation { get; }

    [GeneratedRegex(@"\]\((?<place>[^):]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link { get; }

    [Fact]
    public async Task TheFirstStart_TrainsTheSamplesAndPrintsTheRequestOfReadme_AndTheSecondHasTheModelsAtOnce()
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        try
        {
            var request = Curl.Match(Readme);
            await using (var app = await AppProcess.StartAsync(state.FullName))
            {
                await ServesAsync(app, "dispatch", "banknotes", "housing");
                await PrintedAsync(app, request.Groups["route"].Value, request.Groups["body"].Value);
                await AssertAnswersAsync(app, request);
            }

            await using (var app = await AppProcess.StartAsync(state.FullName))
            {
                await AssertAnswersAsync(app, request);
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [Fact]
    public void EveryOperationOfReadme_IsAFunction()
    {
        var functions = typeof(MlFunctions.Scoring.ServingModels).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributes(inherit: false))
            .OfType<Microsoft.Azure.Functions.Worker.HttpTriggerAttribute>()
            .SelectMany(trigger => trigger.Methods!.Select(method => $"{method.ToUpperInvariant()} {trigger.Route!.Replace(":int}", "}", StringComparison.Ordinal)}"))
            .ToHashSet();

        var operations = Operation.Matches(Readme).Select(match => $"{match.Groups["method"].Value} {match.Groups["route"].Value}").ToArray();

        Assert.NotEmpty(operations);
        Assert.Empty(operations.Except(functions));
    }

    [Fact]
    public void EveryPlaceThatReadmeNames_IsThere()
    {
        var places = Link.Matches(Readme).Select(match => match.Groups["place"].Value).ToArray();

        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), place));
    }

    [Fact]
    public void TheCatchAll_ComesLastByName()
    {
        // The Functions host tries routes in order of function name, unlike LocalHost, which knows precedence.
        var names = typeof(MlFunctions.Scoring.ServingModels).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(Microsoft.Azure.Functions.Worker.HttpTriggerAttribute), inherit: false)))
            .Select(method => method.GetCustomAttributes(typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute), inherit: false).Cast<Microsoft.Azure.Functions.Worker.FunctionAttribute>().Single().Name);

        Assert.Equal("UnroutedRequest", names.Order(StringComparer.OrdinalIgnoreCase).Last());
    }

    private static Task ServesAsync(AppProcess app, params string[] pipelines) => Eventually.TrueAsync(
        async () =>
        {
            var health = await app.Client.GetFromJsonAsync<JsonElement>("/api/health", Cancelled);
            return pipelines.All(pipeline => health.GetProperty("pipelines").TryGetProperty(pipeline, out var model) && model.ValueKind == JsonValueKind.String);
        },
        $"models of {string.Join(", ", pipelines)}");

    private static Task PrintedAsync(AppProcess app, string route, string body) => Eventually.TrueAsync(
        () => Curl.Matches(app.Output).Any(line => line.Groups["route"].Value == route && line.Groups["body"].Value == body),
        "the request on the console");

    private static async Task AssertAnswersAsync(AppProcess app, Match request)
    {
        using var body = new StringContent(request.Groups["body"].Value, Encoding.UTF8, "application/json");
        using var answer = await app.Client.PostAsync(new Uri(request.Groups["route"].Value, UriKind.Relative), body, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);

        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal("dispatch:1", JsonDocument.Parse(text).RootElement.GetProperty("model_version").GetString());
    }
}
