namespace MlFunctions.LocalHost.Hosting.Options;

/// <summary>An option of the command line and the environment.</summary>
/// <param name="Name"><c>--name</c>.</param>
/// <param name="ValueName">What its value is called; null for a switch.</param>
/// <param name="Description">One line.</param>
internal sealed record CommandLineOption(string Name, string? ValueName, string Description)
{
    public static readonly CommandLineOption State = new("--state", "DIR", "Where state and blobs are kept (.mlfunctions).");
    public static readonly CommandLineOption Port = new("--port", "N", "The port to listen on (7071; 0 picks a free one).");
    public static readonly CommandLineOption Address = new("--address", "IP", "The address to listen on (127.0.0.1). Keys are required on any that is not loopback.");
    public static readonly CommandLineOption RequireKeys = new("--require-keys", ValueName: null, "Check function keys on loopback too; the keys are in DIR/keys.json.");
    public static readonly CommandLineOption Help = new("--help", ValueName: null, "Print this and stop.");

    /// <summary>The options that every app has.</summary>
    public static IReadOnlyList<CommandLineOption> Standard => [State, Port, Address, RequireKeys, Help];

    /// <summary>The environment variable, and configuration key, of the same meaning: <c>FUNCTIONS_NAME</c>.</summary>
    public string Key => "FUNCTIONS_" + Name[2..].Replace('-', '_').ToUpperInvariant();
}
