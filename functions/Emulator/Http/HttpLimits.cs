namespace MlFunctions.Emulator.Http;

/// <summary>Limits of the Functions host.</summary>
internal static class HttpLimits
{
    /// <summary>The longest request body: 100 MB.</summary>
    public const long RequestBodyBytes = 100L * 1024 * 1024;
}
