using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.TestApp;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Tests.Testing;

public sealed class FunctionsTestHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_runs_the_entry_point_of_the_app()
    {
        await using var host = await FunctionsTestHost.StartAsync<Greeting>();

        Assert.Equal("Hello, Ada!", await host.Client.GetStringAsync("/api/greet/Ada", Cancellation));
    }

    [Fact]
    public async Task StartAsync_passes_arguments_to_the_entry_point()
    {
        await using var host = await FunctionsTestHost.StartAsync<Greeting>(options => options.Arguments.Add("--greeting=Moin"));

        Assert.Equal("Moin, Ada!", await host.Client.GetStringAsync("/api/greet/Ada", Cancellation));
    }

    [Fact]
    public async Task A_service_can_be_replaced()
    {
        await using var host = await FunctionsTestHost.StartAsync<Greeting>(
            options => options.ConfigureServices(services => services.AddSingleton(new Greeting("Servus"))));

        Assert.Equal("Servus, Ada!", await host.Client.GetStringAsync("/api/greet/Ada", Cancellation));
    }

    [Fact]
    public async Task Two_hosts_run_side_by_side()
    {
        await using var first = await FunctionsTestHost.StartAsync<Greeting>(options => options.Settings["FUNCTIONS_GREETING"] = "One");
        await using var second = await FunctionsTestHost.StartAsync<Greeting>(options => options.Settings["FUNCTIONS_GREETING"] = "Two");

        Assert.Equal("One, Ada!", await first.Client.GetStringAsync("/api/greet/Ada", Cancellation));
        Assert.Equal("Two, Ada!", await second.Client.GetStringAsync("/api/greet/Ada", Cancellation));
    }

    [Fact]
    public async Task RestartAsync_keeps_the_state_directory()
    {
        await using var host = await FunctionsTestHost.StartAsync<Greeting>();
        var directory = host.StateDirectory;

        await host.RestartAsync();

        Assert.Equal(directory, host.StateDirectory);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/greet/Ada", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task DisposeAsync_deletes_the_temporary_state()
    {
        var host = await FunctionsTestHost.StartAsync<Greeting>();
        await host.DisposeAsync();

        Assert.False(Directory.Exists(host.StateDirectory));
    }

    [Fact]
    public async Task A_type_without_an_entry_point_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => FunctionsTestHost.StartAsync<LocalHostOptions>());

        Assert.Contains("MlFunctions.LocalHost has no entry point", refusal.Message, StringComparison.Ordinal);
    }
}
