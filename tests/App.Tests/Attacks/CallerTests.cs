using System.Net;
using MlFunctions.Http;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 4: a request says who sends it by its key; the header that App Service sets is believed only behind App Service.</summary>
public sealed class CallerTests
{
    private static readonly string[] Principals = ["alice@example.org", "bob@example.org", "carol@example.org"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AClaimedName_IsNotInTheAudit()
    {
        await using var host = await PipelineHost.StartAsync();

        await DefineAsync(host, "alice@example.org", "key-1");
        // printf %s key-1 | sha256sum | cut -c1-8
        Assert.Equal("key be297454", await AuditedByAsync(host));
    }

    [Fact]
    public async Task BehindAppServiceAuthentication_TheNameIsBelieved()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [Caller.AuthenticationSetting] = "True" });

        await DefineAsync(host, "alice@example.org", "key-1");
        Assert.Equal("user alice@example.org", await AuditedByAsync(host));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("True")]
    public async Task ManyNamesWithOneKey_HaveOneRateLimit(string? authentication)
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RateLimit:RequestsPerSecond"] = "1",
            ["RateLimit:Burst"] = "5",
            [Caller.AuthenticationSetting] = authentication,
        });

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/openapi.json");
            request.Headers.Add("x-ms-client-principal-name", $"{i}-{Principals[i % Principals.Length]}");
            request.Headers.Add("x-functions-key", "key-1");
            using var answer = await host.Client.SendAsync(request, Cancelled);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    private static async Task DefineAsync(PipelineHost host, string principal, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/pipelines/dispatch") { Content = new StringContent(PipelineHost.Definition) };
        request.Headers.Add("x-ms-client-principal-name", principal);
        request.Headers.Add("x-functions-key", key);
        using var answer = await host.Client.SendAsync(request, Cancelled);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<string> AuditedByAsync(PipelineHost host)
    {
        var audit = await host.GetAsync("audit?pipeline=dispatch");
        return audit.GetProperty("entries").EnumerateArray().First(entry => entry.GetProperty("action").GetString() == "define-pipeline").GetProperty("by").GetString()!;
    }
}
