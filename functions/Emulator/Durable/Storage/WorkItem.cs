namespace MlFunctions.Emulator.Durable.Storage;

/// <summary>An activity to run.</summary>
internal sealed record WorkItem(string InstanceId, string Name, string? Input);
