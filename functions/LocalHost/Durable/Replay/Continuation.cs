namespace MlFunctions.LocalHost.Durable.Replay;

/// <summary>How an instance goes on in a new generation.</summary>
/// <param name="Input">The next generation's input, serialized while the orchestrator runs, so that what cannot be is the orchestrator's fault alone.</param>
/// <param name="PreservesUnreadEvents">Whether events that nobody has waited for go over to it.</param>
/// <param name="Version">Its version; null keeps the present one.</param>
internal sealed record Continuation(string? Input, bool PreservesUnreadEvents, string? Version);
