using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class SubOrchestrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Child_Completes_ParentGetsItsResultAndChildKnowsItsParent()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Child", context => Task.FromResult($"{context.InstanceId} of {context.Parent?.Name} {context.Parent?.InstanceId}: {context.GetInput<int>()}"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", 7, new SubOrchestrationOptions(instanceId: "kid"))));

        var ended = await durable.RunAsync("Parent", start: new("elder"));

        Assert.Equal("kid of Parent elder: 7", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_Fails_ParentSeesItsFailure()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Child", Task (_) => throw new InvalidDataException("no data"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                    return "";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.TaskName}: {e.FailureDetails}";
                }
            }));

        Assert.Equal("Child: System.IO.InvalidDataException: no data", (await durable.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_OfUnknownName_FailsTheCaller()
    {
        await using var durable = new DurableFixture(new DurableApp().Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Nobody")));

        var ended = await durable.RunAsync("Parent");

        Assert.Contains("There is no orchestrator 'Nobody'", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_OfAnIdThatIsRunning_FailsTheCaller()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("End"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Wait", null, new SubOrchestrationOptions(instanceId: "taken"))));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("taken"), Cancellation);

        var ended = await durable.RunAsync("Parent");

        Assert.Contains("'taken' exists already", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Terminate_OfTheParent_ReachesTheChildOnlyWhenRecursive(bool recursive, OrchestrationRuntimeStatus childStatus)
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("Never"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "child"))));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Parent", Cancellation);
        await durable.UntilAsync("child", instance => instance.IsRunning);

        await durable.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", recursive), Cancellation);

        var ended = await durable.EndAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
        await durable.UntilAsync("child", instance => instance.RuntimeStatus == childStatus);
    }

    [Fact]
    public async Task Child_Terminated_FailsTheParent()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("Never"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "child"))));
        var id = await durable.Client.ScheduleNewOrchestrationInstanceAsync("Parent", Cancellation);
        await durable.UntilAsync("child", instance => instance.IsRunning);

        await durable.Client.TerminateInstanceAsync("child", Cancellation);

        Assert.Contains("'child' was terminated", (await durable.EndAsync(id)).FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Children_Many_RunAtOnceAndReturnInOrder()
    {
        await using var durable = new DurableFixture(new DurableApp()
            .Activity<int, int>("Square", n => n * n)
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Square", context.GetInput<int>()))
            .Orchestrator("Parent", async context =>
                await Task.WhenAll(Enumerable.Range(0, 100).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i * i), (await durable.RunAsync("Parent")).ReadOutputAs<int[]>());
    }
}
