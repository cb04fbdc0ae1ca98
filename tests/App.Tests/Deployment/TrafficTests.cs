using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Scoring;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Deployment;

/// <summary>Who sees requests: champion, canary, shadows, and versions by name; one app with three versions.</summary>
public sealed class TrafficTests : IAsyncLifetime
{
    private const string Row = """{"product_code":"SKU001","orders_placed":112}""";

    private readonly HeardScores _heard = new();
    private PipelineHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync(configure: services => services.AddSingleton<IScoreListener>(_heard));
        await _host.DefineAsync(definition => definition["gates"]!["champion"] = "ignore");
        for (var week = 1; week <= 3; week++)
        {
            await _host.TrainAsync(Table.Csv(seed: (ulong)(20 + week)), $"week-{week}.csv");
        }
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    [Trait("Acceptance", "63")]
    [Trait("Acceptance", "64")]
    public async Task AVersionCanBeAskedFor_AndAnUnknownOneIsAClearError()
    {
        Assert.Equal("dispatch:3", await AnsweringAsync("predict/dispatch"));
        Assert.Equal("dispatch:1", await AnsweringAsync("predict/dispatch?version=1"));
        Assert.Equal("dispatch:2", await AnsweringAsync("v0.1/time_to_dispatch?version=dispatch:2"));
        Assert.Equal("dispatch:3", await AnsweringAsync("predict/dispatch?version=3"));

        var (status, problem) = await Host.PostAsync("predict/dispatch?version=4", Row);
        Assert.Equal(404, status);
        Assert.Contains("no model version 4", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, (await Host.PostAsync("predict/dispatch?version=newest", Row)).Status);
    }

    [Fact]
    [Trait("Acceptance", "53")]
    public async Task ACanary_AnswersItsShare_AlwaysTheSameKeys_AndKeepsThemWhenItGrows()
    {
        await DirectAsync("""{"canary":{"version":1,"percent":30}}""");
        var some = await CanaryKeysAsync();
        Assert.InRange(some.Count, 60, 120);
        Assert.Equal(some, await CanaryKeysAsync());

        await DirectAsync("""{"canary":{"version":1,"percent":60}}""");
        var more = await CanaryKeysAsync();
        Assert.InRange(more.Count, 140, 220);
        Assert.Subset(more, some);

        await DirectAsync("{}");
        Assert.Empty(await CanaryKeysAsync());
    }

    [Fact]
    public async Task Shadows_ScoreEveryRequestOfTheChampion_AndAreToldApart()
    {
        await DirectAsync("""{"shadows":[1,2]}""");
        for (var orders = 0; orders < 20; orders++)
        {
            Assert.Equal(200, (await Host.PostAsync("predict/dispatch", $$"""[{"product_code":"SKU001","orders_placed":{{orders}}},{"product_code":"SKU002","orders_placed":1}]""")).Status);
        }

        await Eventually.TrueAsync(() => _heard.All.Sum(scored => scored.Request.Count) == 120, "20 requests of two rows to be heard of from three models");
        var byRole = _heard.All.ToLookup(scored => (scored.Role, scored.Model.Manifest.Version));
        Assert.All([(ScoreRole.Champion, 3), (ScoreRole.Shadow, 1), (ScoreRole.Shadow, 2)], who => Assert.Equal((40, 40), (byRole[who].Sum(scored => scored.Request.Count), byRole[who].Sum(scored => scored.Outputs.Length))));

        // A shadow's scores are those that it gives when it is asked itself.
        var answer = (await Host.PostAsync("predict/dispatch?version=1", """{"product_code":"SKU001","orders_placed":7}""")).Body.GetProperty("est_hours_to_dispatch").GetDouble();
        Assert.Contains(answer, byRole[(ScoreRole.Shadow, 1)].SelectMany(scored => scored.Outputs));
    }

    [Fact]
    public async Task TwoChangesOfWhatBothHaveSeen_OneHoldsAndTheOtherIsAConflict()
    {
        using var seen = await Host.Client.GetAsync(new Uri("/api/models/dispatch", UriKind.Relative), Cancelled);
        var etag = seen.Headers.ETag!.ToString();

        var answers = await Task.WhenAll(
            SendAsync(HttpMethod.Post, "models/dispatch/1/promote", "", etag),
            SendAsync(HttpMethod.Post, "models/dispatch/2/promote", "", etag));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Order());
        Assert.Single((await Host.ModelsAsync()).GetProperty("history").EnumerateArray().Skip(3));
    }

    [Fact]
    [Trait("Acceptance", "74")]
    public async Task History_SaysVersionByVersionWhoAndWhenAndWhy()
    {
        var before = DateTimeOffset.UtcNow;
        Assert.Equal(200, (await Host.PostAsync("models/dispatch/1/promote", """{"why":"3 is too hasty"}""")).Status);
        await DirectAsync("""{"canary":{"version":2,"percent":10},"shadows":[3],"why":"look at 2"}""");
        Assert.Equal(200, (await Host.PostAsync("models/dispatch/rollback", "")).Status);

        var history = (await Host.ModelsAsync()).GetProperty("history").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 1, 1, 3], history.Select(change => change.GetProperty("version").GetInt32()));
        Assert.Equal("3 is too hasty", history[3].GetProperty("why").GetString());
        Assert.InRange(history[3].GetProperty("at").GetDateTimeOffset(), before, DateTimeOffset.UtcNow);
        Assert.Equal((2, 10.0), (history[4].GetProperty("canary").GetProperty("version").GetInt32(), history[4].GetProperty("canary").GetProperty("percent").GetDouble()));
        Assert.Equal(3, history[4].GetProperty("shadows")[0].GetInt32());
        Assert.All(history.Skip(3), change => Assert.Equal("anonymous 127.0.0.1", change.GetProperty("by").GetString()));

        // The champion is shadow no longer.
        Assert.Empty((await Host.ModelsAsync()).GetProperty("shadows").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"champion":9}""", 404, "version 9")]
    [InlineData("""{"shadows":[9]}""", 404, "version 9")]
    [InlineData("""{"canary":{"version":9,"percent":5}}""", 404, "version 9")]
    [InlineData("""{"canary":{"version":1,"percent":101}}""", 422, "$.canary.percent")]
    [InlineData("""{"canary":{"version":1}}""", 422, "$.canary.percent")]
    [InlineData("""{"champion":1,"canary":{"version":1,"percent":5}}""", 422, "$.canary.version")]
    [InlineData("""{"shadows":[1,1]}""", 422, "$.shadows[1]")]
    [InlineData("""{"shadow":[1]}""", 422, "$.shadow")]
    [InlineData("""{"champion":1,"champion":2}""", 400, "champion")]
    [InlineData("champion", 400, "JSON")]
    public async Task AChangeThatMakesNoSense_IsRefusedAndChangesNothing(string traffic, int expected, string named)
    {
        var before = (await Host.ModelsAsync()).GetRawText();

        using var content = new StringContent(traffic, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Host.Client.PutAsync(new Uri("/api/models/dispatch/traffic", UriKind.Relative), content, Cancelled);

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(before, (await Host.ModelsAsync()).GetRawText());
    }

    [Fact]
    [Trait("Acceptance", "54")]
    public async Task ADamagedPackage_IsNeverChosen()
    {
        var package = Path.Combine(Host.Functions.StateDirectory, "blobs", "models", "dispatch", "2.zip");
        await File.WriteAllBytesAsync(package, (await File.ReadAllBytesAsync(package, Cancelled))[..1000], Cancelled);

        Assert.Equal(409, (await Host.PostAsync("models/dispatch/2/promote", "")).Status);
        Assert.Equal(409, (await Host.PostAsync("models/dispatch/rollback", "")).Status);
        Assert.Equal(503, (await Host.PostAsync("predict/dispatch?version=2", Row)).Status);
        Assert.Equal("dispatch:3", await AnsweringAsync("predict/dispatch"));
        Assert.Equal(3, (await Host.ModelsAsync()).GetProperty("champion").GetInt32());
    }

    [Fact]
    [Trait("Acceptance", "67")]
    [Trait("Acceptance", "84")]
    public async Task ARequestThatComesAgain_IsAnsweredFromTheCache_VisiblyAndByTheModelThatServes()
    {
        var answers = new List<(bool Hit, string Body)>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await AskAsync());
        }

        Assert.Equal([false, false, true, true], answers.Select(answer => answer.Hit));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());

        await DirectAsync("""{"champion":1}""");
        var (hit, body) = await AskAsync();
        Assert.False(hit);
        Assert.Contains("dispatch:1", body, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => _heard.All.Count == 5, "all five requests to be heard of, cached or not");
    }

    private async Task<(bool Hit, string Body)> AskAsync()
    {
        using var content = new StringContent(Row, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Host.Client.PostAsync(new Uri("/api/predict/dispatch", UriKind.Relative), content, Cancelled);
        return (answer.Headers.TryGetValues("Cache-Status", out var status) && status.Single().EndsWith("hit", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task DirectAsync(string traffic)
    {
        var (status, body) = await Host.PutAsync("models/dispatch/traffic", JsonNode.Parse(traffic)!.AsObject());
        Assert.True(status == 200, body.GetRawText());
    }

    private async Task<string?> AnsweringAsync(string route) => (await Host.PostAsync(route, Row)).Body.GetProperty("model_version").GetString();

    /// <summary>Which of 300 keys the canary answers, asked in parallel.</summary>
    private async Task<SortedSet<int>> CanaryKeysAsync()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 300).Select(async key =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/predict/dispatch") { Content = new StringContent(Row, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add(OnlinePredictions.KeyHeader, $"customer-{key}");
            using var answer = await Host.Client.SendAsync(request, Cancelled);
            var version = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("model_version").GetString();
            return (key, IsCanary: version == "dispatch:1");
        }));
        return [.. keys.Where(entry => entry.IsCanary).Select(entry => entry.key)];
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string route, string body, string etag)
    {
        using var request = new HttpRequestMessage(method, $"/api/{route}") { Content = new StringContent(body) };
        request.Headers.Add("If-Match", etag);
        using var answer = await Host.Client.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }
}
