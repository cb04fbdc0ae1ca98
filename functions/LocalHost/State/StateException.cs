namespace MlFunctions.LocalHost.State;

/// <summary>The state cannot be opened, read or written; the message is one line that says why and what to do.</summary>
public sealed class StateException(string message, Exception? innerException = null) : Exception(message, innerException);
