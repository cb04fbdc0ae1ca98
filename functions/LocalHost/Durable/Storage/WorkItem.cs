namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>An activity to run.</summary>
/// <param name="Key">The step that awaits it.</param>
/// <param name="Call">What to run; null when it is to be read from the store, because it is large or from an earlier life.</param>
internal sealed record WorkItem(StepKey Key, ScheduledActivity? Call = null);
