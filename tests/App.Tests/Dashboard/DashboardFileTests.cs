using System.Net;

namespace MlFunctions.Tests.Dashboard;

/// <summary>The files of the dashboard are served to everybody, and only as a browser should take them.</summary>
[Collection(DashboardCollection.Name)]
public sealed class DashboardFileTests(WatchedPipelines pipelines)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dashboard", "text/html", "<main")]
    [InlineData("dashboard/app.js", "text/javascript", "import")]
    [InlineData("dashboard/pages/runs/runs.js", "text/javascript", "export default")]
    [InlineData("dashboard/style/base.css", "text/css", ":root")]
    [InlineData("dashboard/icon.svg", "image/svg+xml", "<svg")]
    public async Task AFile_IsServedWithItsTypeAndPolicy_AndNotAgainWhereItIsKnown(string route, string type, string has)
    {
        using var answer = await GetAsync(route);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(has, await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoCache);

        using var again = await GetAsync(route, request => request.Headers.IfNoneMatch.Add(answer.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task ThePageWithASlashAtItsEnd_IsThePageWithout()
    {
        using var answer = await GetAsync("dashboard/?pipeline=p&code=k");

        // Without the key, which a redirect is not to repeat.
        Assert.Equal("/api/dashboard?pipeline=p", answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("dashboard/none.js")]
    [InlineData("dashboard/../host.json")]
    [InlineData("dashboard/%2e%2e/App.csproj")]
    public async Task WhatIsNoFileOfIt_IsUnknown(string route)
    {
        using var answer = await GetAsync(route);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    private async Task<HttpResponseMessage> GetAsync(string route, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}");
        change?.Invoke(request);
        return await pipelines.Host.Client.SendAsync(request, Cancelled);
    }
}
