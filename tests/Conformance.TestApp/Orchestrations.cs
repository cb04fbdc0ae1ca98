using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Conformance.TestApp;

/// <summary>An orchestrator as it should be, and one as it should not.</summary>
public static class Orchestrations
{
    [Function("Start")]
    public static Task<string> StartAsync([ActivityTrigger] string orchestrator, [DurableClient] DurableTaskClient durable) =>
        durable.ScheduleNewOrchestrationInstanceAsync(orchestrator, 1, new StartOrchestrationOptions(orchestrator));

    [Function("Deterministic")]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var value = context.GetInput<int>();
        for (var i = 0; i < 5; i++)
        {
            value = await context.CallActivityAsync<int>("AddOne", value);
        }

        return value;
    }

    /// <summary>Decides by what changes from one replay to the next.</summary>
    [Function("NonDeterministic")]
    public static async Task<int> RunOtherwiseAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>(context.IsReplaying ? "AddTwo" : "AddOne", context.GetInput<int>());

    [Function("AddOne")]
    public static int AddOne([ActivityTrigger] int value) => value + 1;

    [Function("AddTwo")]
    public static int AddTwo([ActivityTrigger] int value) => value + 2;
}
