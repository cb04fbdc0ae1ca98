namespace MlFunctions.Pipelines;

/// <summary>
/// A run that cannot succeed with this data or definition, however often it is tried;
/// the message says what is wrong, where, and what would be right.
/// </summary>
internal class PipelineException(string message, Exception? innerException = null) : Exception(message, innerException);
