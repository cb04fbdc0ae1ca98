using Microsoft.Playwright;

namespace MlFunctions.Tests.Dashboard;

/// <summary>A real Chromium for the tests of the dashboard; they are skipped, visibly, where it is not installed.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Without these it looks for updates and the like, which no test is about.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-component-update", "--no-first-run"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a tab on the dashboard of an app.</summary>
    /// <param name="app">Where the app is.</param>
    /// <param name="address">What follows the path of the dashboard, such as <c>#/dispatch/runs</c>.</param>
    /// <param name="width">How wide the window is, in pixels.</param>
    /// <param name="refusals">The statuses that the API is meant to refuse something with.</param>
    internal async Task<DashboardPage> OpenAsync(Uri app, string address, int width = 1280, params int[] refusals)
    {
        Assert.SkipWhen(_browser is null, "chromium is not installed (apt-get install chromium); ./test.sh does it.");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, Locale = "en-GB" });
        context.SetDefaultTimeout(30_000);
        var page = new DashboardPage(context, await context.NewPageAsync(), app, refusals);
        await page.GoAsync(address);
        return page;
    }

    public async ValueTask InitializeAsync()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        if (folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists) is not { } executable)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
