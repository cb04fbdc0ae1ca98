namespace MlFunctions.LocalHost.Hosting;

/// <summary>The host cannot start; the message is one line that says why.</summary>
internal sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
