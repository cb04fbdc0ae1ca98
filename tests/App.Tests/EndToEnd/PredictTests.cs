using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Asking a model that serves: right requests, wrong ones, and what is not there.</summary>
public sealed class PredictTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    [Theory]
    [InlineData("""{"product_code":"SKU001"}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU009","orders_placed":112}""", 422, "product_code")]
    [InlineData("""{"product_code":"SKU001","orders_placed":-1}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU001","orders_placed":"many"}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU001","orders_placed":null}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU001","orders_placed":1e400}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU001","orders_placed":{"n":1}}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU001","orders_placed":1,"orders_placed":2}""", 422, "orders_placed")]
    [InlineData("""{"product_code":"SKU001","orders_placed":1,"colour":"red"}""", 422, "colour")]
    [InlineData("""[{"product_code":"SKU001","orders_placed":1},{"product_code":"SKU001","orders_placed":-1}]""", 422, "[1].orders_placed")]
    [InlineData("""{"features":[[1,"SKU001"],[1]]}""", 422, "features[1]")]
    [InlineData("""{"features":[[1,"SKU001"],[-1,"SKU001"]]}""", 422, "[1].orders_placed")]
    [InlineData("{", 400, null)]
    [InlineData("", 400, null)]
    [InlineData("3", 400, null)]
    [InlineData("[3]", 400, null)]
    [InlineData("""{"features":3}""", 400, null)]
    [InlineData("""{"product_code":"\ud800","orders_placed":1}""", 400, null)]
    [InlineData("""{"product_code":"SKU001","orders_placed":1} extra""", 400, null)]
    [Trait("Acceptance", "79")]
    public async Task WrongRequest_IsAnsweredWithTheFieldAtFault(string body, int expected, string? field)
    {
        var host = trained.Host;

        var (status, problem) = await host.PostAsync("v0.1/time_to_dispatch", body);

        Assert.Equal(expected, status);
        Assert.Equal(expected, problem.GetProperty("status").GetInt32());
        if (field is not null)
        {
            Assert.Contains(field, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
        }
    }

    [Fact]
    [Trait("Acceptance", "7")]
    public async Task ManyRowsTogether_HaveTheScoresOfEachAlone()
    {
        var rows = Enumerable.Range(0, 40).Select(r => $$"""{"product_code":"SKU00{{1 + r % 5}}","orders_placed":{{r * 37}}}""").ToArray();

        var (_, together) = await trained.Host.PostAsync("predict/dispatch", $"[{string.Join(',', rows)}]");

        foreach (var (row, answer) in rows.Zip(together.EnumerateArray()))
        {
            var (_, alone) = await trained.Host.PostAsync("predict/dispatch", row);
            Assert.Equal(alone.GetProperty("est_hours_to_dispatch").GetRawText(), answer.GetProperty("est_hours_to_dispatch").GetRawText());
        }
    }

    [Fact]
    public async Task DeeplyNestedJson_IsRefused()
    {
        var host = trained.Host;

        Assert.Equal(400, (await host.PostAsync("predict/dispatch", new string('[', 10_000))).Status);
    }

    [Fact]
    public async Task UnknownPipelineAndRoute_Are404()
    {
        var host = trained.Host;

        Assert.Equal(404, (await host.PostAsync("predict/nobody", "{}")).Status);
        Assert.Equal(404, (await host.PostAsync("v9/nothing", "{}")).Status);
        Assert.Equal(404, await host.GetStatusAsync("v9/nothing"));
        Assert.Equal(404, (await host.PostAsync("pipelines/nobody/runs", "")).Status);
        Assert.Equal(404, (await host.GetStatusAsync("models/nobody")));
        Assert.Equal(404, (await host.GetStatusAsync("models/dispatch/99")));
        Assert.Equal(404, (await host.GetStatusAsync("runs/nobody")));
    }

    [Theory]
    [InlineData("GET", "predict/dispatch", "POST")]
    [InlineData("GET", "v0.1/time_to_dispatch", "POST")]
    [InlineData("DELETE", "pipelines/dispatch", "GET, PUT")]
    [InlineData("POST", "health", "GET")]
    public async Task ARouteThatDoesNotAnswerAMethod_SaysWhichItDoes(string method, string route, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{route}");
        using var answer = await trained.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
        Assert.Contains($"but {allowed}.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict/dispatch", "it is empty, expected a row as an object")]
    [InlineData("ingest/dispatch", "it is empty, expected {\"subjects\"")]
    public async Task ARequestWithoutABody_IsToldWhatIsExpected(string route, string expected)
    {
        var (status, problem) = await trained.Host.PostAsync(route, "");

        Assert.Equal(400, status);
        Assert.Contains(expected, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Acceptance", "59")]
    public async Task AnAnswer_HasTheShapeOfItsRequest()
    {
        var host = trained.Host;

        var one = (await host.PostAsync("predict/dispatch", """{"orders_placed":50,"product_code":"SKU002"}""")).Body;
        var many = (await host.PostAsync("predict/dispatch", """[{"orders_placed":50,"product_code":"SKU002"},{"product_code":"SKU003","orders_placed":7}]""")).Body;
        var arrays = (await host.PostAsync("predict/dispatch", """{"features":[[50,"SKU002"],[7,"SKU003"]]}""")).Body;

        var expected = one.GetProperty("est_hours_to_dispatch").GetDouble();
        Assert.Equal(expected, many[0].GetProperty("est_hours_to_dispatch").GetDouble());
        Assert.Equal(2, many.GetArrayLength());
        Assert.Equal(expected, arrays.GetProperty("predictions")[0].GetDouble());
        Assert.Equal(many[1].GetProperty("est_hours_to_dispatch").GetDouble(), arrays.GetProperty("predictions")[1].GetDouble());
        Assert.Equal("dispatch:1", arrays.GetProperty("model_version").GetString());
    }

    [Theory]
    [InlineData("gzip", 200)]
    [InlineData("br", 200)]
    [InlineData("zip", 415)]
    public async Task ACompressedRequest_IsUnderstoodOrRefusedByName(string encoding, int expected) =>
        Assert.Equal(expected, await trained.Host.PostCompressedAsync("predict/dispatch", """{"orders_placed":50,"product_code":"SKU002"}""", encoding));

    [Fact]
    public async Task ADefinitionWithFaults_IsRefusedWithEachPath()
    {
        var host = trained.Host;

        var (status, problem) = await host.PutAsync("pipelines/dispatch", new JsonObject { ["name"] = "other", ["task"] = "guessing" });

        Assert.Equal(422, status);
        Assert.Contains("$.task", problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Health_NamesTheModelsThatServe()
    {
        var health = await trained.Host.GetAsync("health");

        Assert.Equal("dispatch:1", health.GetProperty("pipelines").GetProperty("dispatch").GetString());
    }
}
