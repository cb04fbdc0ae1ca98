using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.LocalHost.CrashApp;

namespace MlFunctions.LocalHost.TestApp;

/// <summary>The orchestrations that the engine alone is killed with, as functions.</summary>
public sealed class PatternFunctions(Announcer announcer)
{
    [Function("FanOut")]
    public static Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context);

    [Function("Parent")]
    public static Task<int> Parent([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context);

    [Function("Child")]
    public static Task<int> Child([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context);

    [Function("Events")]
    public static Task<int> Events([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context);

    [Function("Timers")]
    public static Task<int> Timers([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context);

    [Function("Generations")]
    public static Task<int> Generations([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(context);

    [Function("Square")]
    public int Square([ActivityTrigger] int number, FunctionContext context)
    {
        announcer.Say($"did square {context.BindingContext.BindingData["instanceId"]} {number}");
        return number * number;
    }

    private static Task<int> RunAsync(TaskOrchestrationContext context) => Workloads.All[context.Name.Name].Code(context);
}
