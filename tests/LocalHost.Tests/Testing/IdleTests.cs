using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Tests.Testing;

public sealed class IdleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>From a message over a blob, an orchestration, a child and an activity to a topic.</summary>
    public sealed class ChainFunctions(Journal journal)
    {
        [Function("Begin")]
        [BlobOutput("links/{rand-guid}")]
        public static string Begin([ServiceBusTrigger("begin")] string id) => id;

        [Function("Link")]
        public static Task Link([BlobTrigger("links/{name}")] string id, [DurableClient] DurableTaskClient durable) =>
            durable.ScheduleNewOrchestrationInstanceAsync("Parent", id, new StartOrchestrationOptions(id));

        [Function("Parent")]
        public static Task Parent([OrchestrationTrigger] TaskOrchestrationContext context, string id) => context.CallSubOrchestratorAsync("Child", id);

        [Function("Child")]
        public static Task Child([OrchestrationTrigger] TaskOrchestrationContext context, string id) => context.CallActivityAsync("Tell", id);

        [Function("Tell")]
        [ServiceBusOutput("told", ServiceBusEntityType.Topic)]
        public static string Tell([ActivityTrigger] string id) => id;

        [Function("Left")]
        public async Task Left([ServiceBusTrigger("told", "left")] string id)
        {
            await Task.Yield();
            journal.Add(id);
        }

        [Function("Right")]
        public void Right([ServiceBusTrigger("told", "right", IsBatched = true)] string[] ids) => ids.ToList().ForEach(journal.Add);
    }

    public sealed class HourlyFunctions(Journal journal, TimeProvider clock)
    {
        [Function("Hourly")]
        public static Task Hourly([TimerTrigger("0 0 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable) =>
            durable.ScheduleNewOrchestrationInstanceAsync("Later");

        [Function("Later")]
        public static async Task Later([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
            await context.CallActivityAsync("Note");
        }

        [Function("Note")]
        public void Note([ActivityTrigger] string? nothing) => journal.Add(clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    public sealed class WaitingFunctions(Journal journal, TaskCompletionSource released)
    {
        [Function("Waits")]
        public async Task<string> Waits([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            journal.Add("called");
            await released.Task;
            return "done";
        }
    }

    [Fact]
    public async Task An_idle_host_has_done_all_that_one_message_brings_about()
    {
        var journal = new Journal();
        await using var host = await TestFunctions.StartAsync<ChainFunctions>(build: builder => builder.Services.AddSingleton(journal));

        for (var round = 1; round <= 40; round++)
        {
            await host.SendMessageAsync("begin", $"{round}");
            await host.IdleAsync(cancellationToken: Cancellation);

            Assert.Equal(2 * round, journal.Entries.Count);
        }
    }

    [Fact]
    public async Task All_that_is_due_on_the_way_happens_at_its_own_time()
    {
        var journal = new Journal();
        await using var host = await TestFunctions.StartAsync<HourlyFunctions>(
            options => options.Clock = new ManualClock(),
            builder => builder.Services.AddSingleton(journal));

        await host.AdvanceAsync(TimeSpan.FromHours(25), Cancellation);

        // From 00:00 on: the first hour is 01:00, what it starts notes the time ten minutes later.
        Assert.Equal(Enumerable.Range(1, 24).Select(hour => $"{hour % 24:00}:10:00"), journal.Entries);
    }

    [Fact]
    public async Task What_keeps_a_host_busy_is_said()
    {
        var (journal, released) = (new Journal(), new TaskCompletionSource());
        await using var host = await TestFunctions.StartAsync<WaitingFunctions>(build: builder => builder.Services.AddSingleton(journal).AddSingleton(released));
        var answer = host.Client.GetStringAsync("/api/Waits", Cancellation);
        await Eventually.Holds(() => journal.Entries.Count == 1);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => host.IdleAsync(TimeSpan.FromMilliseconds(50), Cancellation));

        Assert.Contains("still busy with 1 running functions", failure.Message, StringComparison.Ordinal);
        released.SetResult();
        Assert.Equal("done", await answer);
        await host.IdleAsync(cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_clock_that_is_not_the_test_s_is_not_moved()
    {
        await using var host = await TestFunctions.StartAsync<WaitingFunctions>(build: builder => builder.Services.AddSingleton(new Journal()).AddSingleton(new TaskCompletionSource()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.AdvanceAsync(TimeSpan.FromSeconds(1), Cancellation));
    }
}
