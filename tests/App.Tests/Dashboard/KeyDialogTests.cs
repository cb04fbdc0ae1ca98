using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MlFunctions.Local;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Tests.EndToEnd;
using Spectre.Console;

namespace MlFunctions.Tests.Dashboard;

/// <summary>Where keys are required the page asks for one, or takes it from its address.</summary>
[Collection(DashboardCollection.Name)]
public sealed class KeyDialogTests(Browser browser) : IAsyncLifetime
{
    private FunctionsTestHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await FunctionsTestHost.StartAsync<ConsoleReport>(options =>
        {
            options.Arguments.Add("--no-samples");
            options.Arguments.Add("--require-keys");
            options.ConfigureServices(services => services.AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })));
        });
        using var definition = new StringContent(PipelineHost.Definition, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _host.Client.PutAsync(new Uri($"/api/pipelines/dispatch?code={await KeyAsync("master")}", UriKind.Relative), definition, Cancelled);
        Assert.True(answer.IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task WithoutAKey_ItIsAskedFor_UntilOneOpens()
    {
        await using var page = await browser.OpenAsync(_host!.Client.BaseAddress!, "#/dispatch/models", refusals: 401);

        await page.Page.FillAsync("#key-value", "wrong");
        await page.Page.PressAsync("#key-value", "Enter");
        await page.SeesAsync("dialog", "The key that was given does not open this.");
        await page.Page.FillAsync("#key-value", await KeyAsync("host"));
        await page.Page.PressAsync("#key-value", "Enter");

        await page.SeesAsync(".empty", "No model has been deployed yet.");
        await page.Page.ReloadAsync();
        await page.SeesAsync(".empty", "No model has been deployed yet.");
        await Assertions.Expect(page.Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AKeyOfTheAddress_IsTaken_AndStandsThereNoLonger()
    {
        await using var page = await browser.OpenAsync(_host!.Client.BaseAddress!, $"?code={await KeyAsync("host")}#/dispatch/models");

        await page.SeesAsync(".empty", "No model has been deployed yet.");
        Assert.EndsWith("/api/dashboard#/dispatch/models", page.Page.Url, StringComparison.Ordinal);
    }

    private async Task<string> KeyAsync(string name) =>
        JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_host!.StateDirectory, "keys.json"), Cancelled)).RootElement.GetProperty(name).GetString()!;
}
