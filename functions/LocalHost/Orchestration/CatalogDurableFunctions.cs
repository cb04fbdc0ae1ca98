using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>The app's orchestrators and activities as the durable engine calls them.</summary>
internal sealed class CatalogDurableFunctions(FunctionCatalog catalog, FunctionRunner runner) : IDurableFunctions
{
    private readonly Dictionary<string, FunctionDescriptor> _orchestrators = catalog.TriggeredBy<OrchestrationTriggerAttribute>()
        .ToDictionary(orchestrator => orchestrator.Trigger.Orchestration ?? orchestrator.Function.Name, orchestrator => orchestrator.Function, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, FunctionDescriptor> _activities = catalog.TriggeredBy<ActivityTriggerAttribute>()
        .ToDictionary(activity => activity.Trigger.Activity ?? activity.Function.Name, activity => activity.Function, StringComparer.OrdinalIgnoreCase);

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        runner.InvokeOrchestratorAsync(_orchestrators[name], context);

    public Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
        runner.InvokeAsync(_activities[name], new ActivityCall(name, instanceId, input), ActivityCall.BindingData, cancellationToken);
}
