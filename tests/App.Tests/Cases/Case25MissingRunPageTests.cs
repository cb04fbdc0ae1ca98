using MlFunctions.Tests.Dashboard;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 25: the page of a run that is not there says so, and loads nothing for ever.</summary>
[Collection(DashboardCollection.Name)]
public sealed class Case25MissingRunPageTests(Browser browser, WatchedPipelines pipelines)
{
    [Theory]
    [InlineData("number.nothing")]
    [InlineData("nothing")]
    public async Task ARunThatIsNotThere_IsSaidSo(string run)
    {
        await using var page = await browser.OpenAsync(pipelines.App, $"#/number/runs/{run}", refusals: 404);

        await page.SeesAsync(".notice.bad", $"There is no run '{run}'.");
        await page.LoadedAsync();
        Assert.Equal(0, await page.Page.Locator("text=Loading…").CountAsync());
    }

    [Fact]
    public async Task Case8_TheStateOfABatch_IsOnItsPages()
    {
        await pipelines.Host.Functions.UploadBlobAsync("raw/uploaded/wrong.csv", "a,b\n1,2\n");
        await Eventually.TrueAsync(
            async () => (await pipelines.Host.GetAsync("datasets/uploaded")).EnumerateArray().Any(batch => batch.GetProperty("file").GetString() == "wrong.csv" && batch.GetProperty("state").GetString() == "refused"),
            "the file to be refused");
        await using var page = await browser.OpenAsync(pipelines.App, "#/uploaded/data");

        await page.SeesAsync("tbody", "the column is missing");
        await page.Page.ClickAsync("text=wrong.csv");
        await page.SeesAsync(".facts .badge", "refused");
    }
}
