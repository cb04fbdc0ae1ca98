namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>A durable timer and when it fires, UTC.</summary>
internal readonly record struct DueTimer(StepKey Step, DateTime Due);
