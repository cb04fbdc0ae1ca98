using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class LifecycleTests
{
    private static readonly Func<DurableApp> App = () => new DurableApp()
        .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("End"))
        .Orchestrator("Quick", context => Task.FromResult(context.GetInput<string>()))
        .Orchestrator("Fail", Task (_) => throw new InvalidOperationException("failed"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schedule_AtATime_StaysPendingUntilThen()
    {
        await using var durable = new DurableFixture(App());
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync(
            "Quick", "x", new StartOrchestrationOptions { StartAt = durable.Clock.GetUtcNow().AddHours(1) }, Cancellation);

        await durable.Clock.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await durable.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        durable.Crash();
        await durable.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("x", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_BeforeItsTime_EndsItWithoutRunning()
    {
        await using var durable = new DurableFixture(App());
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync(
            "Quick", "x", new StartOrchestrationOptions { StartAt = durable.Clock.GetUtcNow().AddHours(1) }, Cancellation);

        await durable.Client.TerminateInstanceAsync(id, "not needed", Cancellation);

        Assert.Equal("not needed", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_UnknownOrchestrator_IsRefusedByName()
    {
        await using var durable = new DurableFixture(App());

        var e = await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", Cancellation));

        Assert.Contains("'Nobody'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_IdOfARunningInstance_IsRefused()
    {
        await using var durable = new DurableFixture(App());
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"), Cancellation);

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"), Cancellation));

        Assert.Contains("'one' exists already", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_IdOfAFinishedInstance_ReplacesItUnlessItsStatusIsToBeLeftAlone()
    {
        await using var durable = new DurableFixture(App());
        await durable.RunAsync("Quick", "first", new StartOrchestrationOptions("one"));

        var second = await durable.RunAsync("Quick", "second", new StartOrchestrationOptions("one"));
        Assert.Equal("second", second.ReadOutputAs<string>());

        var leaveCompleted = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => durable.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "third", leaveCompleted, Cancellation));
        Assert.Equal("second", (await durable.EndAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_HoldsEventsUntilResume()
    {
        await using var durable = new DurableFixture(App());
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Cancellation);
        await durable.Client.WaitForInstanceStartAsync(id, Cancellation);

        await durable.Client.SuspendInstanceAsync(id, "maintenance", Cancellation);
        await durable.UntilAsync(id, instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await durable.Client.RaiseEventAsync(id, "End", "held", Cancellation);
        durable.Crash();
        await durable.UntilIdleAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await durable.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        await durable.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.Equal("held", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_InTheTurnThatContinuesAsNew_IsKept()
    {
        using var turn = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var durable = new DurableFixture(
            new DurableApp()
                .Orchestrator("Loop", async context =>
                {
                    if (context.GetInput<int>() == 1)
                        return "second generation";
                    await context.WaitForExternalEvent<int>("Next");
                    context.ContinueAsNew(1);
                    return "";
                })
                .Orchestrator("Block", context =>
                {
                    begun.SetResult();
                    turn.Wait(Cancellation);
                    return Task.CompletedTask;
                }),
            new() { MaxConcurrentOrchestratorFunctions = 1 });
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Loop", 0, Cancellation);
        await durable.UntilIdleAsync(id);
        // With the only turn taken, the event and the suspension wait for the same one.
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Block", Cancellation);
        await begun.Task.WaitAsync(Cancellation);
        await durable.Client.RaiseEventAsync(id, "Next", 1, Cancellation);
        await durable.Client.SuspendInstanceAsync(id, Cancellation);

        turn.Set();
        await durable.UntilAsync(id, instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await durable.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.Equal("second generation", (await durable.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_OfASuspendedInstance_EndsIt()
    {
        await using var durable = new DurableFixture(App());
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Cancellation);
        await durable.Client.SuspendInstanceAsync(id, Cancellation);
        await durable.UntilAsync(id, instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await durable.Client.TerminateInstanceAsync(id, Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await durable.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Query_ByStatusPrefixAndTime_PagesThroughAllThatMatch()
    {
        await using var durable = new DurableFixture(App());
        for (var i = 0; i < 7; i++)
            await durable.RunAsync("Quick", $"{i}", new StartOrchestrationOptions($"quick-{i}"));
        await durable.RunAsync("Fail", start: new("quick-failed"));
        await durable.RunAsync("Quick", "x", new StartOrchestrationOptions("other"));

        var query = new OrchestrationQuery(
            CreatedFrom: durable.Clock.GetUtcNow(),
            Statuses: [OrchestrationRuntimeStatus.Completed],
            InstanceIdPrefix: "quick-",
            PageSize: 3,
            FetchInputsAndOutputs: true);
        var pages = new List<List<string?>>();
        await foreach (var page in durable.Client.GetAllInstancesAsync(query).AsPages())
            pages.Add([.. page.Values.Select(instance => instance.ReadOutputAs<string>())]);

        Assert.Equal([["0", "1", "2"], ["3", "4", "5"], ["6"]], pages);
        Assert.Empty(await durable.Client.GetAllInstancesAsync(query with { CreatedFrom = durable.Clock.GetUtcNow().AddTicks(1) }).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ListInstanceIds_ByStatus_PagesByToken()
    {
        await using var durable = new DurableFixture(App());
        foreach (var id in new[] { "a", "b", "c" })
            await durable.RunAsync("Quick", id, new StartOrchestrationOptions(id));
        await durable.RunAsync("Fail", start: new("d"));

        var first = await durable.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 2, cancellation: Cancellation);
        var second = await durable.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 2, lastInstanceKey: first.ContinuationToken, cancellation: Cancellation);

        Assert.Equal(["a", "b"], first.Values);
        Assert.Equal(["c"], second.Values);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task Purge_FinishedInstance_LeavesNothing()
    {
        await using var durable = new DurableFixture(App());
        var done = await durable.RunAsync("Quick", "x");
        var running = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Cancellation);

        Assert.Equal(1, (await durable.Client.PurgeInstanceAsync(done.InstanceId, Cancellation)).PurgedInstanceCount);
        Assert.Equal(0, (await durable.Client.PurgeInstanceAsync(running, Cancellation)).PurgedInstanceCount);

        Assert.Null(await durable.Client.GetInstanceAsync(done.InstanceId, Cancellation));
        Assert.NotNull(await durable.Client.GetInstanceAsync(running, Cancellation));
    }

    [Fact]
    public async Task PurgeAll_ByFilter_CountsWhatIsGone()
    {
        await using var durable = new DurableFixture(App());
        for (var i = 0; i < 3; i++)
            await durable.RunAsync("Quick", "x");
        var failed = await durable.RunAsync("Fail");

        var purged = await durable.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]), Cancellation);

        Assert.Equal(3, purged.PurgedInstanceCount);
        Assert.NotNull(await durable.Client.GetInstanceAsync(failed.InstanceId, Cancellation));
    }

    [Fact]
    public async Task Restart_FinishedInstance_RunsAgainWithTheSameInput()
    {
        await using var durable = new DurableFixture(App());
        var first = await durable.RunAsync("Quick", "same", new StartOrchestrationOptions("one"));

        var again = await durable.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true, Cancellation);
        var inPlace = await durable.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: false, Cancellation);

        Assert.NotEqual("one", again);
        Assert.Equal("one", inPlace);
        Assert.Equal("same", (await durable.EndAsync(again)).ReadOutputAs<string>());
        Assert.Equal("same", (await durable.EndAsync(inPlace)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.RestartAsync("unknown", cancellation: Cancellation));
    }

    [Fact]
    public async Task Wait_HoweverItEnds_LeavesNothingBehind()
    {
        await using var durable = new DurableFixture(App());
        var done = await durable.RunAsync("Quick", "x");
        var waiting = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", Cancellation);
        await durable.UntilAsync(waiting, instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await durable.Client.WaitForInstanceCompletionAsync(done.InstanceId, Cancellation);
        var wait = durable.Client.WaitForInstanceCompletionAsync(waiting, givenUp.Token);
        Assert.Equal(1, durable.Engine.Changes.Watched);
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        Assert.Equal(0, durable.Engine.Changes.Watched);
    }

    [Fact]
    public async Task Wait_ForAnUnknownInstance_IsRefused()
    {
        await using var durable = new DurableFixture(App());

        await Assert.ThrowsAsync<InvalidOperationException>(() => durable.Client.WaitForInstanceCompletionAsync("unknown", Cancellation));
    }

    [Fact]
    public async Task TagsAndVersion_GivenAtTheStart_AreSeenByQueryAndCode()
    {
        await using var durable = new DurableFixture(App().Orchestrator("Version", context => Task.FromResult($"{context.Version} {context.CompareVersionTo("1.10")}")));

        var ended = await durable.RunAsync("Version", null, new StartOrchestrationOptions { Version = "1.9", Tags = new Dictionary<string, string> { ["team"] = "red" } });

        Assert.Equal("1.9 -1", ended.ReadOutputAs<string>());
        Assert.Equal("red", ended.Tags["team"]);
    }

    [Fact]
    public async Task Rewind_IsNotSupportedAndSaysWhatIs()
    {
        await using var durable = new DurableFixture(App());

        var e = await Assert.ThrowsAsync<NotSupportedException>(() => durable.Client.RewindInstanceAsync("one", "why", Cancellation));

        Assert.Contains("RestartAsync", e.Message, StringComparison.Ordinal);
    }
}
