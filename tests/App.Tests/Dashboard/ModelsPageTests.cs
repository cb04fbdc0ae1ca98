using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace MlFunctions.Tests.Dashboard;

/// <summary>Who serves is decided from the page, and never on models that have changed meanwhile.</summary>
[Collection(DashboardCollection.Name)]
public sealed class ModelsPageTests(Browser browser, WatchedPipelines pipelines)
{
    [Fact]
    public async Task AVersion_IsPromotedAndRolledBack()
    {
        await HaveVersionsAsync("class", 2);
        await using var page = await browser.OpenAsync(pipelines.App, "#/class/models");

        await page.DecideAsync("#promote-1", "to compare");
        await page.SeesAsync("tr:has-text('class:1') .badge.good", "champion");
        await page.SeesAsync("td", "to compare");
        await page.DecideAsync("#rollback", "it was worse");

        await page.SeesAsync("tr:has-text('class:2') .badge.good", "champion");
        Assert.Equal(2, (await pipelines.Host.ModelsAsync("class")).GetProperty("champion").GetInt32());
    }

    [Fact]
    public async Task TrafficThatWasChangedMeanwhile_IsNotChangedAgain_AndTheChoiceStays()
    {
        await HaveVersionsAsync("list", 2);
        await using var page = await browser.OpenAsync(pipelines.App, "#/list/models", refusals: 409);
        await page.LoadedAsync();
        await page.Page.SelectOptionAsync("#traffic-canary", "1");
        await page.Page.FillAsync("#traffic-percent", "7.5");
        await page.Page.FocusAsync("#traffic-percent");
        var (status, _) = await pipelines.Host.PutAsync("models/list/traffic", new JsonObject { ["champion"] = 2, ["shadows"] = new JsonArray(1) });
        Assert.Equal(200, status);

        await page.Page.PressAsync("#traffic-percent", "Enter");

        await page.SeesAsync(".notice.bad", "were changed at the same time");
        await Assertions.Expect(page.Page.Locator("#traffic-percent")).ToHaveValueAsync("7.5");
        await page.Page.ClickAsync("text=Show it as it is now");
        await Assertions.Expect(page.Page.Locator("#traffic-shadow-1")).ToBeCheckedAsync();

        await page.Page.UncheckAsync("#traffic-shadow-1");
        await page.Page.SelectOptionAsync("#traffic-canary", "1");
        await page.Page.FillAsync("#traffic-percent", "7.5");
        await page.Page.ClickAsync("#send-traffic");
        await page.SeesAsync(".badge", "canary 7.5 %");
    }

    private async Task HaveVersionsAsync(string pipeline, int versions)
    {
        while ((await pipelines.Host.ModelsAsync(pipeline)).GetProperty("versions").GetArrayLength() < versions)
        {
            var runs = (await pipelines.Host.RunsAsync(pipeline)).Count;
            await pipelines.Host.PostAsync($"pipelines/{pipeline}/runs?fresh=true", "");
            var run = await pipelines.Host.EndedRunAsync(pipeline, runs + 1);
            Assert.True(run.GetProperty("status").GetString() == "completed", $"{run}");
        }
    }
}
