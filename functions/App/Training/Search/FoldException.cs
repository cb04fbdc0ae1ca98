namespace MlFunctions.Training;

/// <summary>A fold that failed for a reason that may pass; it alone is tried again.</summary>
internal sealed class FoldException(string message) : Exception(message);
