using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class RecoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activity_UnderWayAtACrash_RunsAgainAndItsOldResultIsDropped()
    {
        var begun = new SemaphoreSlim(0);
        var firstLife = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var executions = 0;
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, string>("Work", async _ =>
            {
                var execution = Interlocked.Increment(ref executions);
                begun.Release();
                return execution == 1 ? await firstLife.Task : $"execution {execution}";
            })
            .Orchestrator("Main", context => context.CallActivityAsync<string>("Work", 1)));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", Cancellation);
        await begun.WaitAsync(Cancellation);

        durable.Crash();
        firstLife.SetResult("execution 1");

        Assert.Equal("execution 2", (await durable.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, executions);
    }

    [Fact]
    public async Task Activity_FinishedBeforeACrash_DoesNotRunAgain()
    {
        var executions = 0;
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Count", _ => Interlocked.Increment(ref executions))
            .Orchestrator("Main", async context =>
            {
                var count = await context.CallActivityAsync<int>("Count", 1);
                await context.WaitForExternalEvent<int>("Go");
                return count;
            }));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("one"), Cancellation);
        await durable.UntilIdleAsync("one");

        durable.Crash();
        await durable.Client.RaiseEventAsync("one", "Go", 1, Cancellation);

        Assert.Equal(1, (await durable.EndAsync("one")).ReadOutputAs<int>());
        Assert.Equal(1, executions);
    }

    [Fact]
    public async Task Stop_OfAnActivityThatWrapsItsCancellation_RunsItAgainAtTheNextStart()
    {
        var begun = new SemaphoreSlim(0);
        var executions = 0;
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, string>("Work", async (_, cancellation) =>
            {
                var execution = Interlocked.Increment(ref executions);
                begun.Release();
                try
                {
                    if (execution == 1)
                        await Task.Delay(Timeout.Infinite, cancellation);
                }
                catch (OperationCanceledException e)
                {
                    throw new InvalidOperationException("The work was broken off.", e);
                }

                return $"execution {execution}";
            })
            .Orchestrator("Main", context => context.CallActivityAsync<string>("Work", 1)));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", Cancellation);
        await begun.WaitAsync(Cancellation);

        // Nothing limits the wait: the activity must be told to stop, or it never ends.
        await durable.Engine.StopAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        durable.Crash();

        Assert.Equal("execution 2", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_DueWhileTheHostWasDown_FiresAtTheStart()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Main", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", Cancellation);
        await durable.UntilTimersAsync(1);

        durable.Crash(whileDown: () => durable.Clock.AdvanceAsync(TimeSpan.FromHours(3)).GetAwaiter().GetResult());

        Assert.Equal(durable.Clock.GetUtcNow().UtcDateTime, (await durable.EndAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task ContinueAsNew_WithInputThatCannotBeSerialized_FailsTheInstanceAlone()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Loop", context =>
            {
                // A type has no JSON.
                context.ContinueAsNew(typeof(string));
                return Task.CompletedTask;
            })
            .Orchestrator("Fine", context => Task.FromResult(1)));

        var ended = await durable.RunAsync("Loop");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(NotSupportedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Equal(1, (await durable.RunAsync("Fine")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_ManyTimes_KeepsTheHistoryShort()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Next", n => n + 1)
            .Orchestrator("Count", async context =>
            {
                var n = await context.CallActivityAsync<int>("Next", context.GetInput<int>());
                if (n < 200)
                    context.ContinueAsNew(n);
                return n;
            }));

        var ended = await durable.RunAsync("Count", 0);

        var history = durable.Engine.ExportHistory(ended.InstanceId)!;
        Assert.Equal(200, ended.ReadOutputAs<int>());
        Assert.Equal(199, history.Generation);
        // Started, first turn, activity asked for, second turn, activity done, ended: one generation only.
        Assert.Equal(6, history.Events.Count);
    }

    [Fact]
    public async Task Orchestrations_Ten_RunBesideOneThatWaitsForATimer_WithOneTurnAtATime()
    {
        await using var durable = new DurableFixture(
            new DurableApp()
                .Activity<int, int>("Work", n => n)
                .Orchestrator("Sleep", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None))
                .Orchestrator("Main", context => context.CallActivityAsync<int>("Work", context.GetInput<int>())),
            new() { MaxConcurrentOrchestratorFunctions = 1, MaxConcurrentActivityFunctions = 1 });
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", Cancellation);

        var ended = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => durable.RunAsync("Main", i)));

        Assert.All(ended, instance => Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus));
    }

    [Fact]
    public async Task DiskFull_EndsTheEngineWithOneLineAndLosesNothingAcknowledged()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, string>("Large", _ => new string('x', 2_000_000))
            .Orchestrator("Main", async context => (await context.CallActivityAsync<string>("Large", 1)).Length));
        await durable.Store.WriteAsync(c => c.Query("PRAGMA max_page_count = 64", row => row.Integer(0)));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", Cancellation);

        var fault = await Assert.ThrowsAsync<StateException>(() => durable.Engine.Completion.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        durable.Crash();

        Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2_000_000, (await durable.EndAsync(id)).ReadOutputAs<int>());
    }
}
