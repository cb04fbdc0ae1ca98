namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>What an activity is called with.</summary>
internal sealed record ScheduledActivity(string InstanceId, string Name, string? Input);
