using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>An instance to be made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">The first event of its history, which has name, version and input.</param>
/// <param name="StartAt">When to start, UTC; at once when null.</param>
/// <param name="Parent">The step that awaits it.</param>
/// <param name="Tags">Its labels as JSON.</param>
internal sealed record NewInstance(string Id, HistoryEvent.ExecutionStarted Started, DateTime? StartAt, StepKey? Parent, string? Tags);
