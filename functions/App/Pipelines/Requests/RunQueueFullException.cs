namespace MlFunctions.Pipelines;

/// <summary>More runs were asked for than may wait.</summary>
internal sealed class RunQueueFullException(string message) : Exception(message);
