namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>What is said when an orchestrator leaves its thread.</summary>
internal static class IllegalAwait
{
    public const string Message =
        "The orchestrator awaited something that is not a durable task, or used its context from another thread. "
        + "Orchestrator code (and middleware around it) may await only tasks made by its TaskOrchestrationContext, without ConfigureAwait(false): "
        + "no Task.Delay, Task.Run, HTTP or file access; move such work into an activity.";
}
