using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MlFunctions.Tests.Dashboard;

/// <summary>A tab on the dashboard. When it is closed, nothing may have gone wrong in it that the test has not announced.</summary>
internal sealed partial class DashboardPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _app;
    private readonly List<string> _faults = [];

    // The browser notes what the API refuses as errors.
    private readonly int[] _refusals;

    public DashboardPage(IBrowserContext context, IPage page, Uri app, int[] refusals)
    {
        _refusals = refusals;
        _context = context;
        _app = app;
        Page = page;
        page.Console += (_, message) => Note(message);
        page.PageError += (_, error) => _faults.Add($"exception: {error}");
        page.Request += (_, request) =>
        {
            var to = new Uri(request.Url);
            if (to.Scheme != "blob" && to.Authority != app.Authority)
            {
                _faults.Add($"request to another host: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    [GeneratedRegex(@"^Failed to load resource: the server responded with a status of (?<status>\d{3})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal { get; }

    /// <summary>Goes to a page of the dashboard.</summary>
    public Task GoAsync(string address) => Page.GotoAsync(new Uri(_app, $"/api/dashboard{address}").ToString());

    /// <summary>Waits until every part of the page has loaded.</summary>
    public async Task LoadedAsync()
    {
        await Page.Locator("main h1, main .empty").First.WaitForAsync();
        await Assertions.Expect(Page.Locator("[aria-busy]")).ToHaveCountAsync(0);
        await Assertions.Expect(Page.GetByText("Loading…")).ToHaveCountAsync(0);
    }

    /// <summary>Waits until something can be seen.</summary>
    public Task SeesAsync(string selector, string? text = null) =>
        Page.Locator(selector, new PageLocatorOptions { HasText = text }).First.WaitForAsync();

    /// <summary>Asks for a decision by a button, gives a reason, and confirms it.</summary>
    public async Task DecideAsync(string button, string why)
    {
        await Page.ClickAsync(button);
        await Page.FillAsync("#decision-reason", why);
        await Page.ClickAsync("dialog button.primary");
        await Assertions.Expect(Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    private void Note(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning"
            && !(Refusal.Match(message.Text) is { Success: true } refusal && _refusals.Contains(int.Parse(refusal.Groups["status"].Value, CultureInfo.InvariantCulture))))
        {
            _faults.Add($"{message.Type}: {message.Text} ({message.Location})");
        }
    }
}
