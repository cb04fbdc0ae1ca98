using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task Activities_InSequence_PassResultsOn()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Double", n => 2 * n)
            .Orchestrator("Chain", async context =>
            {
                var value = context.GetInput<int>();
                for (var i = 0; i < 5; i++)
                    value = await context.CallActivityAsync<int>("Double", value);
                return value;
            }));

        var ended = await durable.RunAsync("Chain", 3);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(96, ended.ReadOutputAs<int>());
        Assert.Equal(3, ended.ReadInputAs<int>());
    }

    [Fact]
    public async Task Activities_FannedOut_AllResultsComeBackInTheirPlaces()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Square", n => n * n)
            .Orchestrator("FanOut", async context =>
                await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => context.CallActivityAsync<int>("Square", i)))));

        var ended = await durable.RunAsync("FanOut");

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => i * i), ended.ReadOutputAs<int[]>());
    }

    [Fact]
    public async Task Activity_Throws_OrchestratorSeesTypeMessageAndCause()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<string, string>("Fail", string (_) => throw new InvalidDataException("outer", new FormatException("inner")))
            .Orchestrator("Catch", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail", "x");
                }
                catch (TaskFailedException e) when (e.FailureDetails.IsCausedBy<SystemException>())
                {
                    return $"{e.TaskName}/{e.TaskId}: {e.FailureDetails} < {e.FailureDetails.InnerFailure}";
                }
            }));

        var ended = await durable.RunAsync("Catch");

        Assert.Equal("Fail/0: System.IO.InvalidDataException: outer < System.FormatException: inner", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_LetsAFailureThrough_FailsWithTheWholeChain()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<string, string>("Fail", string (_) => throw new InvalidDataException("bad row 7"))
            .Orchestrator("Pass", context => context.CallActivityAsync<string>("Fail", "x")));

        var ended = await durable.RunAsync("Pass");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.True(ended.FailureDetails!.IsCausedBy<TaskFailedException>());
        Assert.Equal("bad row 7", ended.FailureDetails.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Orchestrator_ThrowsAtOnce_FailsThatInstanceOnly()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Poison", Task (_) => throw new InvalidOperationException("poison"))
            .Orchestrator("Healthy", _ => Task.FromResult("well")));

        var poison = await durable.RunAsync("Poison");
        var healthy = await durable.RunAsync("Healthy");

        Assert.Equal("poison", poison.FailureDetails?.ErrorMessage);
        Assert.Equal("well", healthy.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_Unknown_FailsTheCallerByName()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Call", context => context.CallActivityAsync("Nowhere")));

        var ended = await durable.RunAsync("Call");

        Assert.Contains("There is no activity 'Nowhere'", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_OfAMegabyte_GoesThroughInputResultAndOutput()
    {
        var text = string.Concat(Enumerable.Repeat("\"0123456789\"\n", 80_000));
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<string, string>("Echo", s => s)
            .Orchestrator("Large", context => context.CallActivityAsync<string>("Echo", context.GetInput<string>())));

        var ended = await durable.RunAsync("Large", text);

        Assert.Equal(text, ended.ReadOutputAs<string>());
        Assert.Equal(text, ended.ReadInputAs<string>());
    }

    [Fact]
    public async Task NewGuidAndTime_AtEveryReplay_AreTheSame()
    {
        var seen = new List<(Guid Id, DateTime Time)>();
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Step", n => n)
            .Orchestrator("Ids", async context =>
            {
                var first = (context.NewGuid(), context.CurrentUtcDateTime);
                lock (seen)
                    seen.Add(first);
                await context.CallActivityAsync<int>("Step", 1);
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return new[] { first.Item1, context.NewGuid() };
            }));

        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Ids", TestContext.Current.CancellationToken);
        await durable.UntilTimersAsync(1);
        await durable.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        var ended = await durable.EndAsync(id);

        Assert.Equal(3, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.Equal(2, ended.ReadOutputAs<Guid[]>()!.Distinct().Count());
    }

    [Fact]
    public async Task WhenAny_FirstToEndWins_TheSameAtEveryReplay()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Race", async n =>
            {
                if (n == 0)
                    await release.Task;
                return n;
            })
            .Orchestrator("WhenAny", async context =>
            {
                var both = Enumerable.Range(0, 2).Select(i => context.CallActivityAsync<int>("Race", i)).ToArray();
                var first = await Task.WhenAny(both);
                context.SetCustomStatus(await first);
                await Task.WhenAll(both);
                return await first;
            }));

        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("WhenAny", TestContext.Current.CancellationToken);
        await durable.UntilAsync(id, instance => instance.ReadCustomStatusAs<int?>() == 1);
        release.SetResult();

        Assert.Equal(1, (await durable.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Limits_OfActivitiesAtOnce_AreKept()
    {
        int running = 0, most = 0;
        await using var durable = new DurableFixture(
            new DurableApp()
                .Activity<int, int>("Busy", async n =>
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                    return n;
                })
                .Orchestrator("FanOut", async context =>
                    await Task.WhenAll(Enumerable.Range(0, 200).Select(i => context.CallActivityAsync<int>("Busy", i)))),
            new() { MaxConcurrentActivityFunctions = 3 });

        await durable.RunAsync("FanOut");

        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int before;
        while ((before = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, before) != before)
        {
            // Another thread was faster: look again.
        }
    }
}
