namespace MlFunctions.LocalHost.Hosting.Options;

/// <summary>The command line or a setting of the environment is wrong; the message is one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
