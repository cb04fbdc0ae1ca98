namespace MlFunctions.LocalHost.Hosting;

/// <summary>The Functions host proper, as far as a worker process can tell.</summary>
internal static class FunctionsHost
{
    private const string Endpoint = "Functions:Worker:HostEndpoint";
    private const string EndpointSwitch = "--functions-uri";
    private const string NativeHost = "AZURE_FUNCTIONS_NATIVE_HOST";

    /// <summary>Whether it has started this process: it gives the address where it wants to be spoken to.</summary>
    public static bool HasStartedThisProcess =>
        AppContext.GetData(NativeHost) is not null
        || Environment.GetEnvironmentVariable(Endpoint.Replace(":", "__", StringComparison.Ordinal)) is { Length: > 0 }
        || Environment.GetCommandLineArgs().Any(argument =>
            argument.StartsWith(EndpointSwitch, StringComparison.OrdinalIgnoreCase) || argument.StartsWith($"--{Endpoint}", StringComparison.OrdinalIgnoreCase));
}
