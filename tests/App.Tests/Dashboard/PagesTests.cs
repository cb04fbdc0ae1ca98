using Microsoft.Playwright;

namespace MlFunctions.Tests.Dashboard;

/// <summary>Every page is shown, of every kind of pipeline, with data and without, wide and narrow, without a fault.</summary>
[Collection(DashboardCollection.Name)]
public sealed class PagesTests(Browser browser, WatchedPipelines pipelines)
{
    private static readonly string[] Pages = ["overview", "review", "runs", "models", "data", "monitoring"];

    [Theory]
    [InlineData("number", 1280)]
    [InlineData("list", 400)]
    [InlineData("probability", 400)]
    [InlineData("margin", 1280)]
    [InlineData("class", 1280)]
    [InlineData("cluster", 1280)]
    [InlineData("markup", 400)]
    public async Task APipelineWithData_IsShownOnEveryPage(string pipeline, int width)
    {
        var batch = await pipelines.ScoredAsync(pipeline, "s-1", "s-2", "s-3");
        await Eventually.TrueAsync(async () => await IsCountedAsync(pipeline), "the batch to be counted, which is after it is scored");
        var run = (await pipelines.Host.RunsAsync(pipeline))[^1].GetProperty("id").GetString();
        var dataset = (await pipelines.Host.GetAsync($"datasets/{pipeline}")).EnumerateArray().Last().GetProperty("batchId").GetString();
        await using var page = await browser.OpenAsync(pipelines.App, $"#/{pipeline}/overview", width);

        foreach (var place in Pages.Concat([$"review/{batch}", $"runs/{run}", "models/1", $"data/{dataset}"]))
        {
            await page.GoAsync($"#/{pipeline}/{place}");
            await page.LoadedAsync();

            await Assertions.Expect(page.Page.Locator(".notice.bad, main .empty:has-text('yet')")).ToHaveCountAsync(0);
            Assert.Equal(0, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        }

        await Assertions.Expect(page.Page.Locator("#pipeline")).ToHaveValueAsync(pipeline);
    }

    [Fact]
    public async Task APipelineWithoutData_SaysOnEveryPageWhatToDo()
    {
        await using var page = await browser.OpenAsync(pipelines.App, "#/empty/overview");

        foreach (var place in Pages)
        {
            await page.GoAsync($"#/empty/{place}");
            await page.LoadedAsync();

            await page.SeesAsync("main .empty", "yet");
            await Assertions.Expect(page.Page.Locator(".notice.bad")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task AnotherPipeline_IsChosenAtTheTop_AndStandsInTheAddress()
    {
        await using var page = await browser.OpenAsync(pipelines.App, "#/number/models");
        await page.LoadedAsync();

        await page.Page.SelectOptionAsync("#pipeline", "class");

        await page.SeesAsync("main a", "class:1");
        Assert.EndsWith("#/class/models", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APipelineThatIsNotThere_IsSaid()
    {
        await using var page = await browser.OpenAsync(pipelines.App, "#/gone/runs");

        await page.SeesAsync("main .empty", "There is no pipeline gone.");
    }

    [Fact]
    public async Task AThingThatIsNotThere_IsToldAsTheApiTellsIt()
    {
        await using var page = await browser.OpenAsync(pipelines.App, "#/number/models", refusals: 404);

        await page.GoAsync("#/number/models/99");

        await page.SeesAsync(".notice.bad", "Pipeline 'number' has no model version 99.");
    }

    [Fact]
    public async Task WordsThatLookLikeMarkup_AreShownAsText()
    {
        var batch = await pipelines.ScoredAsync("markup", WatchedPipelines.Markup, "<b>two</b>");
        await using var page = await browser.OpenAsync(pipelines.App, $"#/markup/review/{batch}");
        await page.LoadedAsync();
        Assert.Equal(WatchedPipelines.Markup, await page.Page.Locator(".subject strong").First.TextContentAsync());

        await page.GoAsync("#/markup/models/1");
        await page.LoadedAsync();
        await page.SeesAsync("th", WatchedPipelines.Markup);

        await page.GoAsync("#/markup/monitoring");
        await page.LoadedAsync();
        await page.SeesAsync("text.name", "<img src=x onerror=aler");
        await Assertions.Expect(page.Page.Locator("main img")).ToHaveCountAsync(0);
    }

    private async Task<bool> IsCountedAsync(string pipeline) => (await pipelines.Host.GetAsync($"monitoring/{pipeline}")).GetProperty("versions").EnumerateArray()
        .Any(version => version.TryGetProperty("served", out var served) && served.GetProperty("rows").GetInt64() > 0);
}
