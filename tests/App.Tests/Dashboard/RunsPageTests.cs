using Microsoft.Playwright;

namespace MlFunctions.Tests.Dashboard;

/// <summary>Runs are started, followed and decided about, and data is brought, from the page.</summary>
[Collection(DashboardCollection.Name)]
public sealed class RunsPageTests(Browser browser, WatchedPipelines pipelines)
{
    [Fact]
    public async Task ARun_IsStartedAndFollowedToItsEnd()
    {
        await using var page = await browser.OpenAsync(pipelines.App, "#/number/runs");
        await page.LoadedAsync();
        await page.Page.FillAsync("#run-reason", "to see it");
        await page.Page.CheckAsync("#run-fresh");

        await page.Page.ClickAsync("#start-run");

        // Its stages come by themselves: the page is not loaded again.
        await page.Page.EvaluateAsync("window.stayed = true");
        await page.SeesAsync(".stage.done", "deployment");
        await page.SeesAsync(".facts .badge", "deployed");
        await page.SeesAsync(".facts", "to see it");
        await page.LoadedAsync();
        await page.SeesAsync("figcaption", "predicted against observed");
        Assert.True(await page.Page.EvaluateAsync<bool>("window.stayed === true"));
    }

    [Fact]
    public async Task ARunThatWaits_IsApprovedOf()
    {
        var run = (await pipelines.Host.RunsAsync("asked"))[0].GetProperty("id").GetString();
        await using var page = await browser.OpenAsync(pipelines.App, $"#/asked/runs/{run}");
        await page.SeesAsync(".notice.warn", "It waits for somebody to approve.");

        await page.DecideAsync("text=Approve…", "looks right");

        await page.SeesAsync(".facts .badge", "deployed");
        await page.SeesAsync(".stage.done", "looks right");
    }

    [Fact]
    public async Task AFile_IsUploadedOnce()
    {
        await using var page = await browser.OpenAsync(pipelines.App, "#/uploaded/data", refusals: 409);
        await page.LoadedAsync();
        var file = new FilePayload { Name = "orders.csv", MimeType = "text/csv", Buffer = "orders_placed,product_code,hours_to_dispatch\n1,SKU001,2\nmany,SKU001,2\n"u8.ToArray() };
        await page.Page.SetInputFilesAsync("#upload-file", file);

        await page.Page.ClickAsync("#upload");
        await page.SeesAsync("tbody th", "orders.csv");
        await page.Page.ClickAsync("#upload");

        await page.SeesAsync(".notice.bad", "is there already");
        await page.Page.ClickAsync("tbody th a");
        await page.SeesAsync(".facts", "orders.csv");
    }
}
