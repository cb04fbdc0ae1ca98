using System.Net;
using System.Net.Http.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;
using MlFunctions.LocalHost.Timers;

namespace MlFunctions.LocalHost.Tests.Timers;

public sealed class TimerTriggerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Hourly(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("%SCHEDULE%")] TimerInfo timer) =>
            journal.Add($"{timer.ScheduleStatus!.Next:HH:mm} {(timer.IsPastDue ? "past due" : "on time")}");
    }

    public sealed class Retried(Journal journal)
    {
        [Function("Retried")]
        [FixedDelayRetry(2, "00:00:10")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context)
        {
            journal.Add($"retry {context.RetryContext!.RetryCount} of {context.RetryContext.MaxRetryCount}");
            throw new InvalidOperationException("not today");
        }
    }

    private static Task<FunctionsTestHost> StartAsync<TFunctions>(Journal journal, ManualClock clock) => TestFunctions.StartAsync<TFunctions>(
        options =>
        {
            options.Clock = clock;
            // The clock races ahead while functions run in real time.
            options.Settings["AzureFunctionsJobHost:functionTimeout"] = "-1";
            options.Settings["SCHEDULE"] = "0 0 * * * *";
        },
        builder => builder.Services.AddSingleton(journal));

    private static async Task AdvanceUntil(ManualClock clock, TimeSpan step, Func<bool> condition)
    {
        // In real time, for the clock races ahead.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain; the clock has come to {clock.GetUtcNow():u}.");
            await clock.AdvanceAsync(step);
        }
    }

    [Fact]
    public async Task A_timer_runs_at_each_time_of_its_schedule()
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        await using var host = await StartAsync<Hourly>(journal, clock);

        var monitor = host.Services.GetRequiredService<TimerMonitor>();

        for (var run = 1; run <= 3; run++)
        {
            var status = await Eventually.Is(() => monitor.Find("Hourly"), kept => kept?.Next > clock.GetUtcNow().UtcDateTime);
            await clock.AdvanceAsync(status!.Next - clock.GetUtcNow().UtcDateTime);
            await Eventually.Holds(() => journal.Entries.Count == run);
        }

        Assert.Equal(["01:00 on time", "02:00 on time", "03:00 on time"], journal.Entries);
    }

    [Fact]
    public async Task A_run_that_was_missed_while_the_host_was_stopped_is_made_up_for()
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        await using var host = await StartAsync<Hourly>(journal, clock);
        await AdvanceUntil(clock, TimeSpan.FromMinutes(1), () => journal.Entries.Count > 0);
        await host.StopAsync();
        await clock.AdvanceAsync(TimeSpan.FromHours(3.5));

        await host.RestartAsync();

        var run = await Eventually.Is(() => journal.Entries[^1], entry => entry.EndsWith("past due", StringComparison.Ordinal));
        Assert.Single(journal.Entries, run);
    }

    [Fact]
    public async Task A_timer_that_fails_is_retried_as_its_attribute_says()
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        await using var host = await StartAsync<Retried>(journal, clock);

        await AdvanceUntil(clock, TimeSpan.FromSeconds(5), () => journal.Entries.Count == 3);

        Assert.Equal(["retry 0 of 2", "retry 1 of 2", "retry 2 of 2"], journal.Entries);
    }

    [Fact]
    public async Task A_timer_can_be_fired_by_hand()
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        await using var host = await StartAsync<Hourly>(journal, clock);

        await host.FireTimerAsync("Hourly");
        var response = await host.Client.PostAsJsonAsync("/admin/functions/Hourly", new { input = "" }, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.PostAsync("/admin/functions/Nobody", content: null, Cancellation)).StatusCode);
    }
}
