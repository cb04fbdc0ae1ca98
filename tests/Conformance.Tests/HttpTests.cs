using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MlFunctions.Conformance;

/// <summary>Requests that go through a host's proxy to the worker's own server.</summary>
public sealed class HttpTests(PipelinesApp app)
{
    private const string Row = """{"orders_placed":5,"product_code":"SKU002"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "health", null, 200)]
    [InlineData("GET", "models/dispatch", null, 200)]
    [InlineData("POST", "predict/dispatch", Row, 200)]
    [InlineData("PUT", "datasets/fresh/week-1.csv", "orders_placed,product_code,hours_to_dispatch\n10,SKU001,3.5\n", 201)]
    [InlineData("POST", "ingest/dispatch", """{"subjects":["a"],"features":[[1,"SKU001"]]}""", 202)]
    [InlineData("POST", "predict/dispatch", "[", 400)]
    [InlineData("GET", "models/nobody", null, 404)]
    [InlineData("GET", "nothing/at/all", null, 404)]
    [InlineData("DELETE", "models/dispatch", null, 405)]
    [InlineData("PUT", "datasets/dispatch/week-1.csv", "orders_placed,product_code,hours_to_dispatch\n10,SKU001,3.5\n", 409)]
    [InlineData("POST", "predict/dispatch", """{"orders_placed":-1,"product_code":"SKU002"}""", 422)]
    [InlineData("POST", "predict/fresh", Row, 503)]
    public async Task EveryStatus_ArrivesWithItsBody(string method, string route, string? body, int expected)
    {
        await app.TrainedAsync();
        if (route.Contains("fresh", StringComparison.Ordinal))
        {
            await app.DefineAsync("fresh", ("\"folds\"", "\"retrain\": { \"onData\": false }, \"folds\""));
        }

        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Client.BaseAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{route}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request, Cancelled);

        Assert.True((int)answer.StatusCode == expected, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancelled)}");
        if (expected >= 400)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(expected, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).GetProperty("status").GetInt32());
        }
    }

    [Fact]
    public async Task ABodyOverTheLimit_Is413()
    {
        await app.TrainedAsync();
        Assert.Equal(413, (await app.SendAsync(HttpMethod.Post, "predict/dispatch", new string(' ', (10 << 20) + 1))).Status);
    }

    [Fact]
    public async Task ABodyThatIsNoKnownEncoding_Is415()
    {
        await app.TrainedAsync();
        using var content = new StringContent(Row);
        content.Headers.ContentEncoding.Add("zip");
        using var answer = await app.Client.PostAsync(new Uri("/api/predict/dispatch", UriKind.Relative), content, Cancelled);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task AnUploadOfUnknownLength_IsStreamedIntoStorageWhole()
    {
        await app.DefineAsync("upload", ("\"folds\"", "\"retrain\": { \"onData\": false }, \"folds\""));
        var parts = Enumerable.Range(0, 100).Select(part => string.Concat(Enumerable.Range(part * 1000, 1000).Select(row => $"{row},SKU00{row % 5 + 1},{row % 40}.5\n")));
        var rows = parts.Prepend("orders_placed,product_code,hours_to_dispatch\n").ToList();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/datasets/upload/large.csv") { Content = new WrittenAsRead(rows) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await app.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(string.Concat(rows), Encoding.ASCII.GetString(await app.ReadBlobAsync("raw", "upload/large.csv")));
    }

    [Fact]
    public async Task GzipIsTaken_AndGivenToWhoAcceptsIt()
    {
        await app.TrainedAsync();
        var rows = $"[{string.Join(',', Enumerable.Repeat(Row, 200))}]";
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(rows), Cancelled);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/predict/dispatch") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await app.Client.SendAsync(request, Cancelled);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(Cancelled), CompressionMode.Decompress);
        Assert.Equal(200, (await JsonDocument.ParseAsync(unpacked, cancellationToken: Cancelled)).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task WhatHasNotChanged_Is304WithoutABody()
    {
        using var first = await app.Client.GetAsync(new Uri("/api/dashboard/app.js", UriKind.Relative), Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/dashboard/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var answer = await app.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task AnAnswerThatGoesOn_ArrivesWhileItIsWritten()
    {
        await app.DefineAsync("streamed", ("\"folds\"", "\"retrain\": { \"onData\": false }, \"folds\""));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events?pipeline=streamed");
        using var answer = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);

        Assert.Equal(201, (await app.SendAsync(HttpMethod.Put, "datasets/streamed/week-1.csv", PipelinesApp.Csv)).Status);

        string? line;
        do
        {
            line = await lines.ReadLineAsync(Cancelled);
        }
        while (line is not (null or "event: raw-data-stored"));
        Assert.NotNull(line);
    }
}
