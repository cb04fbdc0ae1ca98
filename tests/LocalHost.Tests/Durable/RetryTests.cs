using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class RetryTests
{
    private int _attempts;

    [Fact]
    public async Task Policy_WithBackoff_WaitsTwoFourFiveSecondsThenGivesUp()
    {
        // 2 s x 2 = 4 s, x 2 = 8 s, cut to the 5 s of the longest interval: by hand from the policy.
        await using var durable = Failing(new RetryPolicy(4, TimeSpan.FromSeconds(2), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(5)));
        var began = durable.Clock.GetUtcNow();

        var ended = await EndByTimersAsync(durable, timers: 3);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(4, _attempts);
        Assert.Equal(TimeSpan.FromSeconds(2 + 4 + 5), durable.Clock.GetUtcNow() - began);
    }

    [Fact]
    public async Task Policy_TimeoutPassed_TriesNoMore()
    {
        await using var durable = Failing(new RetryPolicy(100, TimeSpan.FromSeconds(2), retryTimeout: TimeSpan.FromSeconds(3)));

        await EndByTimersAsync(durable, timers: 2);

        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task Policy_FailureNotWorthIt_TriesNoMore()
    {
        await using var durable = Failing(new RetryPolicy(100, TimeSpan.FromSeconds(2)) { HandleFailure = failure => !failure.IsCausedBy<InvalidDataException>() });

        await EndByTimersAsync(durable, timers: 0);

        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task Policy_SecondAttemptSucceeds_OrchestrationCompletes()
    {
        await using var durable = Failing(new RetryPolicy(3, TimeSpan.FromSeconds(2)), failures: 1);

        Assert.Equal("done at 2", (await EndByTimersAsync(durable, timers: 1)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Handler_DecidesByAttemptAndFailure()
    {
        var seen = new List<string>();
        await using var durable = Failing(TaskRetryOptions.FromRetryHandler(retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying)
                seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage}");
            return retry.LastAttemptNumber < 3;
        }));

        await EndByTimersAsync(durable, timers: 0);

        Assert.Equal(3, _attempts);
        Assert.Equal(["1 attempt 1", "2 attempt 2", "3 attempt 3"], seen);
    }

    [Fact]
    public async Task SubOrchestration_Failing_IsRetriedWithItsOwnId()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, string>("Fail", string (_) => ++_attempts < 2 ? throw new InvalidDataException("first") : "second")
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Fail", 0))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>(
                "Child", 0, new SubOrchestrationOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1)), "child"))));

        Assert.Equal("second", (await EndByTimersAsync(durable, timers: 1)).ReadOutputAs<string>());
    }

    private DurableFixture Failing(TaskRetryOptions retry, int failures = int.MaxValue) => new(new DurableApp()
        .Activity<int, string>("Fail", string (_) => ++_attempts <= failures ? throw new InvalidDataException($"attempt {_attempts}") : $"done at {_attempts}")
        .Orchestrator("Main", context => context.CallActivityAsync<string>("Fail", 0, new TaskOptions(retry))));

    private static async Task<OrchestrationMetadata> EndByTimersAsync(DurableFixture durable, int timers)
    {
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", TestContext.Current.CancellationToken);
        for (var i = 0; i < timers; i++)
            await durable.FireNextTimerAsync();
        return await durable.EndAsync(id);
    }
}
