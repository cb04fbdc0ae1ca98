using MlFunctions.OpenApi;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.OpenApi;

/// <summary>The OpenAPI document is whole, and there is a page to read it on.</summary>
public sealed class DocsTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => trained.Host;

    [Fact]
    public void EveryHttpFunction_DescribesItself() =>
        Assert.Empty(HttpFunction.All.Where(function => function.Operation is null).Select(function => $"{function.Name} ({function.Trigger.Route}) has no [Operation(\"…\")]"));

    [Fact]
    public async Task EveryAnswerThatIsJson_SaysWhatItIs()
    {
        var document = await Host.GetAsync("openapi.json");

        var silent =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            from response in operation.Value.GetProperty("responses").EnumerateObject()
            where response.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) && !json.GetProperty("schema").EnumerateObject().Any()
            select $"{operation.Name} {path.Name}: {response.Name}";
        Assert.Empty(silent);
    }

    [Fact]
    public async Task APipeline_IsDescribedWithItsFeaturesLimitsAndAliases()
    {
        var document = await Host.GetAsync("openapi.json");

        var row = document.GetProperty("components").GetProperty("schemas").GetProperty("dispatch.Row").GetProperty("properties");
        Assert.Equal(0, row.GetProperty("orders_placed").GetProperty("minimum").GetDouble());
        Assert.Equal(5, row.GetProperty("product_code").GetProperty("enum").GetArrayLength());
        Assert.True(document.GetProperty("paths").TryGetProperty("/v0.1/time_to_dispatch", out _));
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
    }

    [Theory]
    [InlineData("docs", "text/html", "swagger-ui-bundle.js")]
    [InlineData("docs/swagger-ui-bundle.js", "text/javascript", "SwaggerUIBundle")]
    [InlineData("docs/swagger-ui.css", "text/css", ".swagger-ui")]
    [InlineData("docs/page.js", "text/javascript", "openapi.json")]
    public async Task TheDocsPage_IsServedWithAllThatItNeeds(string route, string type, string has)
    {
        using var answer = await Host.Client.GetAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled);

        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains(has, text, StringComparison.Ordinal);
        Assert.True(type != "text/html" || !text.Contains("http", StringComparison.Ordinal), "The page must not need another server.");
    }
}
