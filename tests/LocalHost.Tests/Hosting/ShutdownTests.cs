using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Hosting;

public sealed class ShutdownTests
{
    public sealed class StubbornFunctions(Journal journal)
    {
        [Function("Deaf")]
        public async Task Deaf([ServiceBusTrigger("deaf")] string message)
        {
            journal.Add("deaf");
            await new TaskCompletionSource().Task;
        }

        [Function("Polite")]
        public async Task Polite([ServiceBusTrigger("polite")] string message, int deliveryCount, CancellationToken cancellation)
        {
            journal.Add($"polite {deliveryCount}");
            if (deliveryCount == 1)
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_function_that_does_not_listen_cannot_keep_the_host_from_stopping()
    {
        var journal = new Journal();
        await using var host = await TestFunctions.StartAsync<StubbornFunctions>(build: builder => builder.Services
            .AddSingleton(journal)
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(200)));
        await host.SendMessageAsync("deaf", "x");
        await Eventually.Holds(() => journal.Entries.Contains("deaf"));

        await host.StopAsync().WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_stopping_host_breaks_off_is_delivered_again()
    {
        var journal = new Journal();
        await using var host = await TestFunctions.StartAsync<StubbornFunctions>(build: builder => builder.Services.AddSingleton(journal));
        await host.SendMessageAsync("polite", "x");
        await Eventually.Holds(() => journal.Entries.Count == 1);

        await host.RestartAsync();

        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(["polite 1", "polite 2"], journal.Entries);
    }
}
