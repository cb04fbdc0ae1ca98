using Microsoft.Playwright;

namespace MlFunctions.Tests.Dashboard;

/// <summary>Batches are sent, looked at and corrected from the page.</summary>
[Collection(DashboardCollection.Name)]
public sealed class ReviewTests(Browser browser, WatchedPipelines pipelines)
{
    [Theory]
    [InlineData("number", 5)]
    [InlineData("list", 10)]
    [InlineData("class", 15)]
    [InlineData("cluster", 5)]
    [InlineData("dated", 5)]
    public async Task ANewBatch_IsShownWhenItIsScored(string pipeline, int size)
    {
        await using var page = await browser.OpenAsync(pipelines.App, $"#/{pipeline}/overview");
        await page.LoadedAsync();

        await page.Page.ClickAsync($"#new-batch-{size}");

        await page.SeesAsync(".new-batch .badge", "scored");
        await Assertions.Expect(page.Page.Locator(".new-batch tbody tr")).ToHaveCountAsync(size);
        await page.Page.ClickAsync(".new-batch a");
        await Assertions.Expect(page.Page.Locator(".subject")).ToHaveCountAsync(size);
        Assert.DoesNotContain("no longer known", await page.Page.Locator(".subject").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARating_IsQueuedThenKept_AndStillThereAfterAReload_AndWhatIsUnratedStaysSo()
    {
        var batch = await pipelines.ScoredAsync("probability", "s-1", "s-2", "s-3");
        await using var page = await browser.OpenAsync(pipelines.App, $"#/probability/review/{batch}");
        await page.Page.CheckAsync("#truth-0-0");
        await page.Page.CheckAsync("#truth-1-1");

        await page.Page.ClickAsync("#send-corrections");

        await page.SeesAsync(".form-state", "2 corrections kept.");
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#truth-0-0")).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#truth-1-1")).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#truth-2-none")).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator(".truth-state.kept, .truth-state .kept")).ToHaveCountAsync(2);
        var kept = (await pipelines.Host.GetAsync($"predictions/probability/{batch}/corrections")).GetProperty("kept");
        Assert.Equal(["s-1", "s-2"], kept.EnumerateObject().Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AClass_IsCorrectedByItsName()
    {
        var batch = await pipelines.ScoredAsync("class", "s-1");
        await using var page = await browser.OpenAsync(pipelines.App, $"#/class/review/{batch}");

        await page.Page.SelectOptionAsync("#truth-0", "north");
        await page.Page.ClickAsync("#send-corrections");

        await page.SeesAsync(".truth-state", "kept: north");
    }

    [Fact]
    public async Task AWrongValue_IsRefusedInTheWordsOfTheApi_AndStaysToBeMended()
    {
        var batch = await pipelines.ScoredAsync("number", "s-1", "s-2");
        await using var page = await browser.OpenAsync(pipelines.App, $"#/number/review/{batch}", refusals: 422);
        await page.Page.FillAsync("#truth-0-0", "4.5");
        await page.Page.FillAsync("#truth-1-0", "soon");

        await page.Page.ClickAsync("#send-corrections");

        await page.SeesAsync(".form-state .notice", "is \"soon\", expected a number");
        await page.SeesAsync("#truth-state-1", "expected a number");
        await Assertions.Expect(page.Page.Locator("#truth-0-0")).ToHaveValueAsync("4.5");
        await Assertions.Expect(page.Page.Locator("#truth-1-0")).ToHaveValueAsync("soon");
        await Assertions.Expect(page.Page.Locator("#truth-1-0")).ToBeFocusedAsync();

        await page.Page.FillAsync("#truth-1-0", "6");
        await page.Page.ClickAsync("#send-corrections");
        await page.SeesAsync(".form-state", "2 corrections kept.");
    }

    [Fact]
    public async Task MoreBatchesThanAPageHolds_AreReachedPageByPage()
    {
        for (var i = 0; i < 25; i++)
        {
            await pipelines.ScoredAsync("margin", $"s-{i}");
        }

        var all = (await pipelines.Host.GetAsync("predictions/margin")).GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("batchId").GetString()!).ToList();
        await using var page = await browser.OpenAsync(pipelines.App, "#/margin/review");
        var rows = page.Page.Locator("tbody td:last-child");
        await Assertions.Expect(rows).ToHaveTextAsync(all.Take(20));

        await page.Page.ClickAsync("#older");

        await Assertions.Expect(rows).ToHaveTextAsync(all.Skip(20));
        await page.Page.ClickAsync(".pager a:has-text('Newest')");
        await Assertions.Expect(rows).ToHaveTextAsync(all.Take(20));
    }

    [Fact]
    public async Task AllOfIt_CanBeDoneByKeyboard()
    {
        await pipelines.ScoredAsync("probability", "s-1");
        await using var page = await browser.OpenAsync(pipelines.App, "#/probability/overview");
        await page.LoadedAsync();
        var keyboard = page.Page.Keyboard;

        await keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Page.Locator("#skip")).ToBeFocusedAsync();
        await TabToAsync(page, "#to-review");
        await keyboard.PressAsync("Enter");
        await page.LoadedAsync();
        await TabToAsync(page, "tbody a");
        await keyboard.PressAsync("Enter");
        await TabToAsync(page, "#truth-0-none");
        await keyboard.PressAsync("ArrowRight");
        await TabToAsync(page, "#send-corrections");
        await keyboard.PressAsync("Enter");
        await page.SeesAsync(".form-state", "1 correction kept.");
        await keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.EndsWith("#/probability/review", page.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Page.Locator("tbody a").First).ToBeFocusedAsync();
    }

    private static async Task TabToAsync(DashboardPage page, string selector)
    {
        await page.Page.Locator(selector).First.WaitForAsync();
        for (var i = 0; i < 30; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.Locator(selector).First.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"Thirty times Tab do not lead to {selector}.");
    }
}
