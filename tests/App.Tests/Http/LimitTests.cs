using System.Net;
using System.Net.Sockets;
using System.Text;
using MlFunctions.Scoring;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Http;

/// <summary>What is too large, too many, too deep or too often is refused by name, whatever it is.</summary>
[Trait("Acceptance", "79")]
public sealed class LimitTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private const string Row = """{"orders_placed":5,"product_code":"SKU002"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABodyOverTheLimit_Is413_ToldItsLengthOrNot()
    {
        var large = new byte[(10 << 20) + 1];
        Array.Fill(large, (byte)' ');

        Assert.Equal(413, await PostAsync(new ByteArrayContent(large)));
        Assert.Equal(413, await PostAsync(new StreamContent(new UnknownLength(large))));
    }

    [Fact]
    public async Task MoreRowsThanAreAccepted_Is422_AndAsManyAsAreIs200()
    {
        var most = string.Join(',', Enumerable.Repeat(Row, PredictionReader.MaximumRows));

        Assert.Equal(200, await PostAsync(Json($"[{most}]")));
        Assert.Equal(422, await PostAsync(Json($"[{most},{Row}]")));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"features\":[")]
    public async Task TenThousandLevels_Are400(string level) =>
        Assert.Equal(400, await PostAsync(Json(string.Concat(Enumerable.Repeat(level, 10_000)))));

    [Fact]
    public async Task AMemberGivenTwice_IsRefusedWhereverJsonIsTaken()
    {
        Assert.Equal(422, await PostAsync(Json("""{"orders_placed":5,"product_code":"SKU002","orders_placed":6}""")));

        using var definition = await trained.Host.Client.PutAsync(
            new Uri("/api/pipelines/dispatch", UriKind.Relative), Json(PipelineHost.Definition.Replace("\"folds\": 5", "\"folds\": 5, \"folds\": 6", StringComparison.Ordinal)), Cancelled);
        Assert.Equal(422, (int)definition.StatusCode);
        Assert.Contains("folds", await definition.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Acceptance", "5")]
    public async Task AKeyThatAsksTooOften_Is429WithRetryAfter_AndOthersAreNotTouched()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RateLimit:RequestsPerSecond"] = "1",
            ["RateLimit:Burst"] = "20",
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => GetAsync(host, "first", "/api/dashboard")));

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(answers.Length - refused.Count, 20, 40);
        Assert.All(refused, answer => Assert.True(answer.RetryAfter >= TimeSpan.FromSeconds(1)));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(host, "second", "/api/dashboard")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(host, "first", "/api/health")).Status);
        await Eventually.TrueAsync(async () => (await GetAsync(host, "first", "/api/dashboard")).Status == HttpStatusCode.OK, "the first key to be let in again");
    }

    [Fact]
    [Trait("Acceptance", "5")]
    public async Task MoreRequestsThanMayBeUnderWay_Are429_UntilThereIsRoomAgain()
    {
        const int Limit = 20;
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AzureFunctionsJobHost:extensions:http:maxOutstandingRequests"] = $"{Limit}",
        });
        await host.DefineAsync();

        // Each holds a place by not sending the body that it has announced; one after the other, because a crowd would be refused before it has places.
        var held = new List<TcpClient>();
        await Eventually.TrueAsync(
            async () =>
            {
                var client = new TcpClient();
                held.Add(client);
                await client.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, Cancelled);
                await client.GetStream().WriteAsync("PUT /api/pipelines/dispatch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"u8.ToArray(), Cancelled);
                return held.Count > Limit && (await GetAsync(host, "key", "/api/dashboard")).Status == HttpStatusCode.TooManyRequests;
            },
            "all places to be taken");
        Assert.True((await GetAsync(host, "key", "/api/dashboard")).RetryAfter >= TimeSpan.FromSeconds(1));
        held.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(async () => (await GetAsync(host, "key", "/api/dashboard")).Status == HttpStatusCode.OK, "the places to be free again");
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> GetAsync(PipelineHost host, string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-functions-key", key);
        using var answer = await host.Client.SendAsync(request, Cancelled);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }

    private async Task<int> PostAsync(HttpContent body)
    {
        using var answer = await trained.Host.Client.PostAsync(new Uri("/api/predict/dispatch", UriKind.Relative), body, Cancelled);
        var problem = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode || problem.Contains($"\"status\":{(int)answer.StatusCode}", StringComparison.Ordinal), problem);
        return (int)answer.StatusCode;
    }

    /// <summary>A stream that does not tell its length, so that it is sent in chunks.</summary>
    private sealed class UnknownLength(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
