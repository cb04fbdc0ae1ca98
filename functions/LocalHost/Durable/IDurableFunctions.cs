using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable;

/// <summary>What the durable engine asks of the host that it runs in: the app's orchestrators and activities by name.</summary>
internal interface IDurableFunctions
{
    /// <summary>Whether the app has an orchestrator of that name.</summary>
    bool HasOrchestrator(string name);

    /// <summary>Whether the app has an activity of that name.</summary>
    bool HasActivity(string name);

    /// <summary>Runs an orchestrator, through the middleware, from its start; the context replays what has happened before.</summary>
    /// <param name="name">The orchestrator.</param>
    /// <param name="context">The turn: what has happened before is replayed by it.</param>
    /// <returns>What the orchestrator returns; not complete while it waits for a durable task.</returns>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Runs an activity, through the middleware.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="instanceId">The orchestration that called it.</param>
    /// <param name="input">The input as JSON, or null.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken);
}
