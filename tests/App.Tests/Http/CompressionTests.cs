using System.IO.Compression;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Http;

public sealed class CompressionTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, br", "br")]
    [InlineData("deflate", null)]
    [InlineData("", null)]
    public async Task ALargeAnswer_IsCompressedAsTheCallerAccepts(string accept, string? expected)
    {
        var rows = string.Join(',', Enumerable.Range(0, 200).Select(orders => $$"""{"orders_placed":{{orders}},"product_code":"SKU002"}"""));
        using var answer = await AskAsync(HttpMethod.Post, "predict/dispatch", $"[{rows}]", accept);

        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(200, (await ReadAsync(answer)).GetArrayLength());
    }

    [Fact]
    public async Task AShortPrediction_IsNotWorthCompressing()
    {
        using var answer = await AskAsync(HttpMethod.Post, "predict/dispatch", """{"orders_placed":5,"product_code":"SKU002"}""", "br");

        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task OtherAnswersAndProblems_AreCompressedToo()
    {
        using var models = await AskAsync(HttpMethod.Get, "models/dispatch", body: null, "br");
        using var problem = await AskAsync(HttpMethod.Get, "models/nobody", body: null, "br");

        Assert.Equal(["br"], models.Content.Headers.ContentEncoding);
        Assert.Equal(1, (await ReadAsync(models)).GetProperty("champion").GetInt32());
        Assert.Equal(["br"], problem.Content.Headers.ContentEncoding);
        Assert.Equal((404, 404), ((int)problem.StatusCode, (await ReadAsync(problem)).GetProperty("status").GetInt32()));
        Assert.Contains("Accept-Encoding", models.Headers.Vary);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStreamAsync(Cancelled);
        await using var decoded = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        return (await JsonDocument.ParseAsync(decoded, cancellationToken: Cancelled)).RootElement;
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string route, string? body, string accept)
    {
        using var request = new HttpRequestMessage(method, $"/api/{route}");
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        return await trained.Host.Client.SendAsync(request, Cancelled);
    }
}
