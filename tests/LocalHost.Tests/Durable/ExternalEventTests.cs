using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class ExternalEventTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_RaisedBeforeItIsAwaited_IsKept()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Collect", async context =>
        {
            await context.WaitForExternalEvent<string>("Go");
            return new[] { await context.WaitForExternalEvent<string>("data"), await context.WaitForExternalEvent<string>("DATA") };
        }));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Collect", Cancellation);

        await durable.Client.RaiseEventAsync(id, "Data", "first", Cancellation);
        await durable.Client.RaiseEventAsync(id, "Data", "second", Cancellation);
        await durable.Client.RaiseEventAsync(id, "Go", "now", Cancellation);

        Assert.Equal(["first", "second"], (await durable.EndAsync(id)).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Wait_ThatTimesOut_IsCancelledAndTheEventGoesToTheNextWait()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Patience", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("Late", TimeSpan.FromMinutes(5));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("timed out");
            }

            return "then " + await context.WaitForExternalEvent<string>("Late");
        }));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Patience", Cancellation);
        await durable.UntilTimersAsync(1);

        await durable.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        await durable.UntilAsync(id, instance => instance.ReadCustomStatusAs<string>() == "timed out");
        await durable.Client.RaiseEventAsync(id, "Late", "event", Cancellation);

        Assert.Equal("then event", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_AnsweredInTime_TakesItsTimerAway()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Patience", async context =>
        {
            var answer = await context.WaitForExternalEvent<string>("Soon", TimeSpan.FromMinutes(5));
            context.SetCustomStatus(answer);
            await context.WaitForExternalEvent<string>("End");
            return answer;
        }));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Patience", Cancellation);
        await durable.UntilTimersAsync(1);

        await durable.Client.RaiseEventAsync(id, "Soon", "yes", Cancellation);
        await durable.UntilAsync(id, instance => instance.ReadCustomStatusAs<string>() == "yes");
        await durable.UntilTimersAsync(0);
        await durable.Client.RaiseEventAsync(id, "End", "", Cancellation);

        Assert.Equal("yes", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_Arrives()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Receive", context => context.WaitForExternalEvent<int>("Number"))
            .Orchestrator("Send", context =>
            {
                context.SendEvent("receiver", "Number", 42);
                context.SendEvent("nobody", "Number", 43);
                return Task.CompletedTask;
            }));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Receive", new StartOrchestrationOptions("receiver"), Cancellation);

        await durable.RunAsync("Send");

        Assert.Equal(42, (await durable.EndAsync("receiver")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Event_ForAnUnknownOrFinishedInstance_IsDropped()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Done", _ => Task.CompletedTask));
        var done = await durable.RunAsync("Done");

        await durable.Client.RaiseEventAsync(done.InstanceId, "Late", 1, Cancellation);
        await durable.Client.RaiseEventAsync("unknown", "Late", 1, Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await durable.Client.GetInstanceAsync(done.InstanceId, Cancellation))!.RuntimeStatus);
    }

    [Fact]
    public async Task ContinueAsNew_WithEventsUnread_CarriesThemOverInOrder()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Sum", async context =>
        {
            var (sum, left) = context.GetInput<(int Sum, int Left)>();
            sum = (10 * sum) + await context.WaitForExternalEvent<int>("Add");
            if (left > 1)
                context.ContinueAsNew((sum, left - 1));
            return sum;
        }));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Sum", (0, 5), new StartOrchestrationOptions { StartAt = durable.Clock.GetUtcNow().AddMinutes(1) }, Cancellation);

        foreach (var digit in Enumerable.Range(1, 5))
            await durable.Client.RaiseEventAsync(id, "Add", digit, Cancellation);
        await durable.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(12345, (await durable.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_NotPreservingEvents_DropsTheUnread()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Forget", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                await context.WaitForExternalEvent<int>("Go");
                context.ContinueAsNew(2, preserveUnprocessedEvents: false);
                return "";
            }

            context.SetCustomStatus("second generation");
            return await context.WaitForExternalEvent<string>("Word");
        }));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Forget", 1, Cancellation);

        await durable.Client.RaiseEventAsync(id, "Word", "old", Cancellation);
        await durable.Client.RaiseEventAsync(id, "Go", 1, Cancellation);
        await durable.UntilAsync(id, instance => instance.ReadCustomStatusAs<string>() is not null);
        await durable.Client.RaiseEventAsync(id, "Word", "new", Cancellation);

        Assert.Equal("new", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }
}
