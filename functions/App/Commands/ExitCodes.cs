namespace MlFunctions.Commands;

/// <summary>What a command returns to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or a run did not give a model that serves.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;
}
