namespace MlFunctions.Commands;

/// <summary>A command that cannot be done; the message is the line that the user sees.</summary>
internal sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
