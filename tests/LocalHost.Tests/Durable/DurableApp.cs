using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using MlFunctions.LocalHost.Durable;

namespace MlFunctions.LocalHost.Tests.Durable;

/// <summary>Orchestrators and activities given as lambdas, without a host.</summary>
internal sealed class DurableApp : IDurableFunctions
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<string, string?, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public DurableApp Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> code)
    {
        _orchestrators[name] = async context => await code(context);
        return this;
    }

    public DurableApp Orchestrator(string name, Func<TaskOrchestrationContext, Task> code) => Orchestrator<object?>(name, async context =>
    {
        await code(context);
        return null;
    });

    public DurableApp Activity<TInput, TOutput>(string name, Func<TInput, CancellationToken, Task<TOutput>> code)
    {
        _activities[name] = async (_, input, cancellation) => await code(JsonDataConverter.Default.Deserialize<TInput>(input)!, cancellation);
        return this;
    }

    public DurableApp Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> code) => Activity<TInput, TOutput>(name, (input, _) => code(input));

    public DurableApp Activity<TInput, TOutput>(string name, Func<TInput, TOutput> code) => Activity<TInput, TOutput>(name, input => Task.FromResult(code(input)));

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => _orchestrators[name](context);

    public Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
        _activities[name](instanceId, input, cancellationToken);
}
