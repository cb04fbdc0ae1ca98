using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>What an orchestrator may know of its instance from the first turn on.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Version">Empty when there is none.</param>
/// <param name="Generation">How often it has continued as new.</param>
/// <param name="Input">The input as text.</param>
/// <param name="Parent">Who started it as a sub-orchestration.</param>
internal sealed record OrchestrationInstance(string Id, string Name, string Version, int Generation, string? Input, ParentOrchestrationInstance? Parent);
