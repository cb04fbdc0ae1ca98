using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Http;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 16: what is asked for beyond its limit is refused before anything is spent on it, and secrets stay with their owner.</summary>
public sealed class AskedTooMuchTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FortyGridsOfAHundredThousandCombinations_AreRefusedAtOnce()
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var (status, problem) = await PutAsync(definition => definition["candidates"] = Candidates(40, 316));

        Assert.Equal(422, status);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal("$.candidates", error.GetProperty("field").GetString());
        Assert.Contains("3,994,240 combinations", error.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.InRange((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task CombinationsOfAllCandidatesTogether_AreCounted()
    {
        Assert.Equal(422, (await PutAsync(definition => definition["candidates"] = Candidates(2, 71))).Status);
        Assert.Equal(200, (await PutAsync(definition => definition["candidates"] = Candidates(2, 70))).Status);
        Assert.Equal(200, (await PutAsync(_ => { })).Status);
    }

    [Theory]
    [InlineData("models/dispatch/1/promote", "why")]
    [InlineData("models/dispatch/rollback", "why")]
    [InlineData("pipelines/dispatch/runs", "reason")]
    public async Task ATextForPeople_HasALimit(string route, string member)
    {
        var (status, problem) = await trained.Host.PostAsync(route, JsonSerializer.Serialize(new Dictionary<string, string> { [member] = new('x', 1001) }));
        Assert.Equal(422, status);
        Assert.Contains("at most 1,000", problem.GetProperty("errors")[0].GetProperty("fault").GetString(), StringComparison.Ordinal);

        Assert.Equal(413, (await trained.Host.PostAsync(route, JsonSerializer.Serialize(new Dictionary<string, string> { [member] = new('x', 9_000_000) }))).Status);
    }

    [Fact]
    public async Task AnEntryOfTheAudit_IsSmallWhateverIsAskedFor()
    {
        using var content = new StringContent("x");
        using var answer = await trained.Host.Client.PutAsync(new Uri($"/api/datasets/dispatch/{new string('x', 200)}", UriKind.Relative), content, Cancelled);

        var page = await trained.Host.Client.GetStringAsync(new Uri("/api/audit?limit=500", UriKind.Relative), Cancelled);
        Assert.All(JsonDocument.Parse(page).RootElement.GetProperty("entries").EnumerateArray(), entry => Assert.InRange(entry.GetRawText().Length, 0, 7000));
    }

    [Fact]
    public async Task TheSecretOfAWebhook_IsReadableByItsOwnerAlone_AlsoOneThatWasNot()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Modes of files are those of Unix.");
            return;
        }

        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        Assert.Equal(201, (await host.PutAsync("webhooks/dispatch/hook", JsonNode.Parse("""{"url":"http://127.0.0.1:9/","events":["run-failed"]}""")!.AsObject())).Status);
        var file = Path.Combine(host.Functions.StateDirectory, "blobs", "webhooks", "dispatch.json");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await host.Functions.RestartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task ARedirectOfThePages_DoesNotRepeatTheKey()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = trained.Host.Client.BaseAddress };
        foreach (var query in new[] { "?code=secret", "?CODE=secret&pipeline=a", "?pipeline=a&code=secret" })
        {
            using var answer = await client.GetAsync(new Uri($"/api/dashboard/{query}", UriKind.Relative), Cancelled);
            Assert.Equal(302, (int)answer.StatusCode);
            Assert.DoesNotContain("secret", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ThePageOfTheApi_HasAPolicy()
    {
        using var answer = await trained.Host.Client.GetAsync(new Uri("/api/docs", UriKind.Relative), Cancelled);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDocumentOfManyPipelines_StaysSmall_AndEachCanBeAskedFor()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [Limit.OpenApiPipelines.Setting] = "2" });
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await host.DefineAsync(pipeline: name);
        }

        var all = await host.GetAsync("openapi.json");
        Assert.Equal(["/predict/a", "/predict/b"], Paths(all).Where(path => path.StartsWith("/predict/", StringComparison.Ordinal) && path.Length == "/predict/a".Length));
        Assert.Contains("/predict/d", Paths(await host.GetAsync("openapi.json?pipeline=d")));
    }

    private static JsonArray Candidates(int count, int values) => new([.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject
    {
        ["trainer"] = "decision-tree",
        ["grid"] = new JsonObject
        {
            ["maxDepth"] = new JsonArray([.. Enumerable.Range(1, values).Select(value => (JsonNode)value)]),
            ["minSamplesLeaf"] = new JsonArray([.. Enumerable.Range(1, values).Select(value => (JsonNode)value)]),
        },
    })]);

    private static IEnumerable<string> Paths(JsonElement document) => document.GetProperty("paths").EnumerateObject().Select(path => path.Name);

    private Task<(int Status, JsonElement Body)> PutAsync(Action<JsonObject> change)
    {
        var definition = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
        change(definition);
        return trained.Host.PutAsync("pipelines/dispatch", definition);
    }
}
