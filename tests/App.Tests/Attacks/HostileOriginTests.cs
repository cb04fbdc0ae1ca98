using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 1: where no keys are needed, no page of another origin and no name that is bound to this machine reads or changes anything.</summary>
public sealed class HostileOriginTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static readonly (string Method, string Path, string Body)[] Requests =
    [
        ("POST", "/api/models/dispatch/1/promote", """{"why":"x"}"""),
        ("POST", "/api/pipelines/dispatch/runs", """{"reason":"x"}"""),
        ("PUT", "/api/webhooks/dispatch/stolen", """{"url":"http://127.0.0.1:9/","events":["scores-ready"]}"""),
        ("PUT", "/api/pipelines/stolen", PipelineHost.Definition),
        ("PUT", "/api/datasets/dispatch/stolen.csv", "a,b\n1,2\n"),
        ("POST", "/api/predict/dispatch", """{"orders_placed":5,"product_code":"SKU002"}"""),
        ("POST", "/api/ingest/dispatch", """{"subjects":["stolen"],"features":[[1,"SKU001"]]}"""),
        ("POST", "/admin/functions/PurgeExpired", "{}"),
        ("POST", "/runtime/webhooks/durabletask/orchestrators/RetrainPipeline", "{}"),
        ("GET", "/admin/host/status", ""),
        ("GET", "/admin/functions", ""),
        ("GET", "/runtime/webhooks/durabletask/instances", ""),
        ("GET", "/api/audit", ""),
        ("GET", "/api/models/dispatch", ""),
        ("GET", "/api/events?pipeline=dispatch", ""),
        ("GET", "/api/health", ""),
        ("GET", "/api/dashboard", ""),
        ("GET", "/nothing", ""),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private int Port => trained.Host.Client.BaseAddress!.Port;

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:{port}")]
    [InlineData("Host", "localhost.evil.example:{port}")]
    [InlineData("Host", "127.0.0.1.evil.example:{port}")]
    [InlineData("Host", "192.0.2.1:{port}")]
    [InlineData("Host", "0.0.0.0:{port}")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://127.0.0.1:{port}")]
    [InlineData("Origin", "http://localhost:{port}")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task ARequestFromElsewhere_IsRefused_WhateverItAsksFor(string header, string value)
    {
        var before = await StateAsync();
        foreach (var (method, path, body) in Requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body.Length > 0 ? new StringContent(body, Encoding.UTF8, "text/plain") : null };
            request.Headers.TryAddWithoutValidation(header, value.Replace("{port}", $"{Port}", StringComparison.Ordinal));
            using var answer = await trained.Host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {answer.StatusCode}");
        }

        Assert.Equal(before, await StateAsync());
    }

    [Theory]
    [InlineData("Host", "localhost:{port}")]
    [InlineData("Host", "LOCALHOST")]
    [InlineData("Host", "[::1]:{port}")]
    [InlineData("Host", "127.0.0.2:{port}")]
    [InlineData("Origin", "http://127.0.0.1:{port}")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task ARequestFromHere_IsAnswered(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/health");
        request.Headers.TryAddWithoutValidation(header, value.Replace("{port}", $"{Port}", StringComparison.Ordinal));
        using var answer = await trained.Host.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task InABrowser_APageOfAnotherPortOrOfANameThatWasRebound_ReadsAndChangesNothing()
    {
        var executable = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(executable is null, "chromium is not installed (apt-get install chromium); ./test.sh does it.");
        await using var evil = await PageAsync();
        var evilPort = new Uri(evil.Urls.First()).Port;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,

            // What browsers do against this by themselves differs from one to the next and is not what is tried.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--host-resolver-rules=MAP *.example 127.0.0.1", "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"],
        });
        var before = await StateAsync();

        foreach (var (origin, target) in new[]
        {
            ($"http://127.0.0.1:{evilPort}", $"http://127.0.0.1:{Port}"),
            ($"http://evil.example:{evilPort}", $"http://127.0.0.1:{Port}"),
            ($"http://evil.example:{evilPort}", $"http://localhost:{Port}"),
            ($"http://evil.example:{evilPort}", $"http://rebound.example:{Port}"),
            ($"http://rebound.example:{Port}", $"http://rebound.example:{Port}"),
        })
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync($"{origin}/");
            foreach (var (method, path, body) in Requests)
            {
                var seen = await page.EvaluateAsync<string>(Fetch, new { url = target + path, method, body });
                Assert.True(seen is "refused" or "opaque" or "403", $"{origin} {method} {target}{path}: {seen}");
            }

            await page.EvaluateAsync(Forms, new { target, posts = Requests.Where(request => request.Method == "POST").Select(request => target + request.Path).ToArray() });
            await page.CloseAsync();
        }

        Assert.Equal(before, await StateAsync());
    }

    // Each way in which a page can send: with and without asking first, and as what needs no asking.
    private const string Fetch = """
        async ({ url, method, body }) => {
          const seen = [];
          for (const mode of ['cors', 'no-cors']) {
            for (const type of ['text/plain', 'application/json']) {
              try {
                const answer = await fetch(url, { method, mode, credentials: 'include', body: method === 'GET' ? undefined : body, headers: method === 'GET' ? {} : { 'Content-Type': type } });
                seen.push(answer.type === 'opaque' ? 'opaque' : String(answer.status));
              } catch { seen.push('refused'); }
            }
          }
          return seen.find(one => !['refused', 'opaque', '403'].includes(one)) ?? seen[0];
        }
        """;

    private const string Forms = """
        async ({ target, posts }) => {
          const loaded = [];
          for (const url of posts) {
            const frame = document.createElement('iframe');
            frame.name = 'f' + loaded.length;
            loaded.push(new Promise(done => { frame.onload = done; setTimeout(done, 2000); }));
            document.body.append(frame);
            const form = document.createElement('form');
            form.method = 'post'; form.action = url; form.enctype = 'text/plain'; form.target = frame.name;
            const field = document.createElement('input');
            field.name = '{"why":"'; field.value = '"}';
            form.append(field); document.body.append(form);
            form.submit();
          }
          const image = new Image();
          loaded.push(new Promise(done => { image.onload = image.onerror = done; }));
          image.src = target + '/api/models/dispatch/1/promote';
          navigator.sendBeacon(target + '/api/models/dispatch/1/promote', '{"why":"x"}');
          await Promise.all(loaded);
        }
        """;

    private static async Task<WebApplication> PageAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Map("/{*path}", () => Results.Content("<!doctype html><html><body></body></html>", "text/html"));
        await app.StartAsync(Cancelled);
        return app;
    }

    private async Task<string> StateAsync()
    {
        var state = new StringBuilder();
        foreach (var route in new[] { "models/dispatch", "webhooks/dispatch", "pipelines/dispatch/runs", "datasets/dispatch", "predictions/dispatch", "audit?limit=500", "openapi.json" })
        {
            state.Append(route).Append(' ').AppendLine((await trained.Host.GetAsync(route)).GetRawText());
        }

        return state.ToString();
    }
}
