using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MlFunctions.Http;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 3: however much is wrong with what is sent, a hundred errors are named, the others are counted, and little is spent on it.</summary>
public sealed class BoundedErrorsTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private const int Members = 1_700_000;
    private const int MostBytes = 20_000_000;
    private const double MostSeconds = 0.2;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FifteenKilobytesThatBecomeMillionsOfErrors_AreAnsweredWithAHundred()
    {
        var body = Packed("{" + string.Join(',', Enumerable.Repeat("\"a\":1", Members)) + "}");
        Assert.InRange(body.Length, 5_000, 25_000);
        await SendAsync("predict/dispatch", HttpMethod.Post, body);

        // The least of some: the machine does other things too.
        var (bytes, seconds) = (long.MaxValue, double.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            var before = (Bytes: GC.GetTotalAllocatedBytes(precise: true), Time: Process.GetCurrentProcess().TotalProcessorTime);
            var problem = await SendAsync("predict/dispatch", HttpMethod.Post, body);
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - before.Bytes);
            seconds = Math.Min(seconds, (Process.GetCurrentProcess().TotalProcessorTime - before.Time).TotalSeconds);

            Assert.Equal(422, problem.GetProperty("status").GetInt32());
            Assert.Equal(FaultList<FieldError>.MostNamed, problem.GetProperty("errors").GetArrayLength());
            Assert.Contains("more than 10,000 more", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes:N0} bytes, {seconds:0.000} s");
        Assert.InRange(bytes, 0, MostBytes);
        Assert.InRange(seconds, 0, MostSeconds);
    }

    [Theory]
    [InlineData("ingest/dispatch", "POST")]
    [InlineData("pipelines/dispatch", "PUT")]
    [InlineData("models/dispatch/1/promote", "POST")]
    [InlineData("pipelines/dispatch/runs", "POST")]
    [InlineData("webhooks/dispatch/hook", "PUT")]
    public async Task TheSameBody_IsRefusedWithLittle_WhereverJsonIsTaken(string route, string method)
    {
        var problem = await SendAsync(route, new HttpMethod(method), Packed("{" + string.Join(',', Enumerable.Repeat("\"a\":1", Members)) + "}"));

        Assert.InRange(problem.GetProperty("status").GetInt32(), 400, 422);
        Assert.InRange(problem.GetRawText().Length, 0, 200_000);
    }

    [Fact]
    public async Task ErrorsBeyondAHundred_AreCounted()
    {
        var members = string.Join(',', Enumerable.Range(0, 350).Select(i => $"\"unknown{i}\":1"));
        var prediction = await SendAsync("predict/dispatch", HttpMethod.Post, Packed($"{{{members},\"orders_placed\":1,\"product_code\":\"SKU001\"}}"));
        var definition = await SendAsync("pipelines/dispatch", HttpMethod.Put, Packed(PipelineHost.Definition.Replace("\"folds\": 5", $"\"folds\": 5, {members}", StringComparison.Ordinal)));
        var batch = await SendAsync("ingest/dispatch", HttpMethod.Post, Packed("{\"subjects\":[" + string.Join(',', Enumerable.Repeat("\"\"", 350)) + "],\"features\":[" + string.Join(',', Enumerable.Repeat("[1,\"SKU001\"]", 350)) + "]}"));

        foreach (var problem in new[] { prediction, definition, batch })
        {
            Assert.Equal(100, problem.GetProperty("errors").GetArrayLength());
            Assert.Contains("there are 250 more", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ALongOrUnsafeName_IsCutAndMadeVisibleInItsError()
    {
        var name = "\\u001b[31m\\n" + new string('x', 1_000_000);
        var problem = await SendAsync("predict/dispatch", HttpMethod.Post, Packed($"{{\"{name}\":1,\"orders_placed\":1,\"product_code\":\"SKU001\"}}"));

        var field = Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString()!;
        Assert.StartsWith("\\u001b[31m\\u000axxx", field, StringComparison.Ordinal);
        Assert.InRange(field.Length, 100, 300);
    }

    [Fact]
    public async Task ADefinitionOfTooManyBytes_Is413()
    {
        var comment = new string(' ', (1 << 20) + 1);
        var problem = await SendAsync("pipelines/dispatch", HttpMethod.Put, Packed(PipelineHost.Definition + comment));

        Assert.Equal(413, problem.GetProperty("status").GetInt32());
        Assert.Contains("1,048,576", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static byte[] Packed(string json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }

        return packed.ToArray();
    }

    private async Task<JsonElement> SendAsync(string route, HttpMethod method, byte[] packed)
    {
        using var request = new HttpRequestMessage(method, $"/api/{route}") { Content = new ByteArrayContent(packed) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var answer = await trained.Host.Client.SendAsync(request, Cancelled);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement;
    }
}
