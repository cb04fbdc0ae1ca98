using System.Net;
using Microsoft.DurableTask.Protobuf;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>What is broken on purpose is caught by what these tests hold the app against.</summary>
public sealed class BreakTests(TestApp app) : IClassFixture<TestApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Worker Worker => app.Host.Worker;

    [Fact]
    public void AnInternalFunctionClass_IsNamed() =>
        Assert.Equal(
            [("InAnInternalClass", "MlFunctions.Conformance.TestApp.InternalFunctions")],
            FunctionMethods.Of(FunctionsApp.Test.Assembly).Where(function => !function.IsPublic).Select(function => (function.Name, function.Class)));

    [Fact]
    public async Task ABindingThatTheWorkerRefuses_FailsTheInvocation()
    {
        var failed = await Assert.ThrowsAsync<FunctionFailedException>(() => Worker.GoOffAsync("RefusedBinding", DateTime.UnixEpoch));

        Assert.Contains("timer", failed.Message, StringComparison.Ordinal);
        Assert.Contains("System.IO.Stream", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("RefusedBinding", Worker.Succeeded);
    }

    [Fact]
    public async Task ADeterministicOrchestrator_EndsWithItsResult_AndOneThatIsNotFails()
    {
        var right = await RunAsync("Deterministic");
        var wrong = await RunAsync("NonDeterministic");

        Assert.Equal((OrchestrationStatus.Completed, "6"), (right.OrchestrationStatus, right.Output));
        Assert.Equal(OrchestrationStatus.Failed, wrong.OrchestrationStatus);
        Assert.Contains("NonDeterministic", wrong.FailureDetails.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFunctionThatThrows_FailsItsRequest()
    {
        using var client = new HttpClient { BaseAddress = app.Host.Address };
        using var answer = await client.GetAsync(new Uri("/api/fails", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(Worker.Failures, failure => failure.Message.Contains("fails on purpose", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWorkerThatCannotStart_IsToldWithWhatItHasWritten()
    {
        var noApp = new FunctionsApp(typeof(BreakTests).Assembly.Location);

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(async () => await ConformanceHost.StartAsync(noApp, "UseDevelopmentStorage=true"));

        Assert.Contains("The worker has ended", failed.Message, StringComparison.Ordinal);
    }

    // The client is the app's own, through the activity that has it.
    private async Task<OrchestrationState> RunAsync(string orchestrator)
    {
        await Worker.InvokeAsync(Worker.Function("Start"), new TypedData { String = $"\"{orchestrator}\"" }, cancellationToken: Cancelled);
        var request = new GetInstanceRequest { InstanceId = orchestrator, GetInputsAndOutputs = true };
        return (await app.Host.Durable.Client.WaitForInstanceCompletionAsync(request, cancellationToken: Cancelled)).OrchestrationState;
    }
}
