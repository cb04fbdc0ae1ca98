namespace MlFunctions.Scoring;

/// <summary>Every model that could answer is late with too many rows already.</summary>
internal sealed class ModelsBusyException(string message) : Exception(message);
