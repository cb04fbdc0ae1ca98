using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.Emulator.Durable;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Orchestration;

/// <summary>The app's orchestrators and activities as the durable engine calls them.</summary>
internal sealed class CatalogDurableFunctions(FunctionCatalog catalog, FunctionRunner runner) : IDurableFunctions
{
    private readonly Dictionary<string, FunctionDescriptor> orchestrators = catalog.TriggeredBy<OrchestrationTriggerAttribute>()
        .ToDictionary(orchestrator => orchestrator.Trigger.Orchestration ?? orchestrator.Function.Name, orchestrator => orchestrator.Function, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, FunctionDescriptor> activities = catalog.TriggeredBy<ActivityTriggerAttribute>()
        .ToDictionary(activity => activity.Trigger.Activity ?? activity.Function.Name, activity => activity.Function, StringComparer.OrdinalIgnoreCase);

    public bool HasOrchestrator(string name) => orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        runner.InvokeOrchestratorAsync(orchestrators[name], context);

    public Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
        runner.InvokeAsync(activities[name], new ActivityCall(name, instanceId, input), ActivityCall.BindingData, cancellationToken);
}
