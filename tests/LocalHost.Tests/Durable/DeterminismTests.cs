using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.Replay;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class DeterminismTests
{
    private static readonly Func<DurableApp> Activities = () => new DurableApp().Activity<int, int>("A", n => n).Activity<int, int>("B", n => n);

    [Fact]
    public async Task Replay_CallsAnotherActivity_FailsNamingTheStep()
    {
        await using var durable = await UnderWayAsync(async context =>
        {
            await context.CallActivityAsync<int>("A", 1);
            await context.WaitForExternalEvent<int>("Go");
        });

        var ended = await GoOnAsync(durable, async context =>
        {
            await context.CallActivityAsync<int>("B", 1);
            await context.WaitForExternalEvent<int>("Go");
        });

        AssertNotDeterministic(ended, "at step 0 history has activity 'A', the code now does activity 'B'");
    }

    [Fact]
    public async Task Replay_TakesAStepMore_FailsNamingTheStep()
    {
        await using var durable = await UnderWayAsync(async context =>
        {
            await context.CallActivityAsync<int>("A", 1);
            await context.WaitForExternalEvent<int>("Go");
        });

        var ended = await GoOnAsync(durable, async context =>
        {
            await context.CallActivityAsync<int>("A", 1);
            await context.CallActivityAsync<int>("B", 1);
            await context.WaitForExternalEvent<int>("Go");
        });

        AssertNotDeterministic(ended, "at step 1 the code now does activity 'B', which history does not have there");
    }

    [Fact]
    public async Task Replay_LeavesAStepOut_FailsNamingTheStep()
    {
        await using var durable = await UnderWayAsync(async context =>
        {
            await context.CallActivityAsync<int>("A", 1);
            await context.CallActivityAsync<int>("B", 1);
            await context.WaitForExternalEvent<int>("Go");
        });

        var ended = await GoOnAsync(durable, async context =>
        {
            await context.CallActivityAsync<int>("A", 1);
            await context.WaitForExternalEvent<int>("Go");
        });

        AssertNotDeterministic(ended, "at step 1 history has activity 'B', the code now does nothing or waits for something else");
    }

    [Fact]
    public async Task Replay_EndsEarly_FailsSayingSo()
    {
        await using var durable = await UnderWayAsync(context => context.WaitForExternalEvent<int>("Go"));

        var ended = await GoOnAsync(durable, _ => Task.CompletedTask);

        AssertNotDeterministic(ended, "after 0 steps history goes on, the code has already ended");
    }

    [Fact]
    public async Task Code_DrawsARandomBranch_IsFoundOut()
    {
        var turn = 0;
        await using var durable = new DurableFixture(Activities().Orchestrator("Main", async context =>
        {
            await context.CallActivityAsync<int>(Interlocked.Increment(ref turn) % 2 == 0 ? "A" : "B", 1);
            await context.CallActivityAsync<int>("A", 1);
        }));

        AssertNotDeterministic(await durable.RunAsync("Main"), "at step 0 history has activity 'B', the code now does activity 'A'");
    }

    [Fact]
    public async Task Code_AwaitsTaskDelay_FailsWithTheRule()
    {
        await using var durable = new DurableFixture(Activities().Orchestrator("Main", _ => Task.Delay(1)));

        AssertIllegalAwait(await durable.RunAsync("Main"));
    }

    [Fact]
    public async Task Code_AwaitsTaskDelayBesideAnActivity_FailsWithTheRule()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Slow", async n =>
            {
                await release.Task;
                return n;
            })
            .Orchestrator("Main", async context =>
            {
                var slow = context.CallActivityAsync<int>("Slow", 1);
                await Task.Delay(1);
                await slow;
            }));

        AssertIllegalAwait(await durable.RunAsync("Main"));
        release.SetResult();
    }

    [Fact]
    public async Task Code_UsesConfigureAwaitFalse_FailsWithTheRule()
    {
        await using var durable = new DurableFixture(Activities().Orchestrator("Main", async context =>
        {
            await context.CallActivityAsync<int>("A", 1).ConfigureAwait(false);
            await context.CallActivityAsync<int>("B", 1).ConfigureAwait(false);
        }));

        AssertIllegalAwait(await durable.RunAsync("Main"));
    }

    [Fact]
    public async Task Code_UsesTheContextInATask_FailsWithTheRule()
    {
        await using var durable = new DurableFixture(Activities().Orchestrator("Main", async context =>
            await Task.Run(() => context.CallActivityAsync<int>("A", 1))));

        AssertIllegalAwait(await durable.RunAsync("Main"));
    }

    [Fact]
    public async Task Code_BlocksOnADurableTask_FailsAfterTheLimitAndOthersGoOn()
    {
        await using var durable = new DurableFixture(
            Activities()
                .Orchestrator("Main", context => Task.FromResult(context.CallActivityAsync<int>("A", 1).Result))
                .Orchestrator("Other", context => context.CallActivityAsync<int>("A", 1)),
            new() { TurnTimeout = TimeSpan.FromMilliseconds(100), MaxConcurrentOrchestratorFunctions = 1 });

        var blocked = await durable.RunAsync("Main");
        var other = await durable.RunAsync("Other");

        Assert.Contains("it blocks", blocked.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, other.RuntimeStatus);
    }

    private static async Task<DurableFixture> UnderWayAsync(Func<TaskOrchestrationContext, Task> code)
    {
        var durable = new DurableFixture(Activities().Orchestrator("Main", async context =>
        {
            context.SetCustomStatus("begun");
            await code(context);
        }));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("one"), TestContext.Current.CancellationToken);
        // Under way is when all it can do without the event is done.
        await durable.UntilIdleAsync("one");
        return durable;
    }

    private static async Task<OrchestrationMetadata> GoOnAsync(DurableFixture durable, Func<TaskOrchestrationContext, Task> code)
    {
        durable.App = Activities().Orchestrator("Main", code);
        durable.Crash();
        await durable.Client.RaiseEventAsync("one", "Go", 1, TestContext.Current.CancellationToken);
        return await durable.EndAsync("one");
    }

    private static void AssertNotDeterministic(OrchestrationMetadata ended, string difference)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(NonDeterminismException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains($"'{ended.InstanceId}' is not deterministic: {difference}", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private static void AssertIllegalAwait(OrchestrationMetadata ended)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("awaited something that is not a durable task", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}
