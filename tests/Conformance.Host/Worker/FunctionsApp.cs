using System.Diagnostics;

namespace MlFunctions.Conformance;

/// <summary>A function app as it was built: where it is, and how a Functions host starts its worker. The one place that knows either.</summary>
/// <param name="Assembly">The path of the app's assembly; host.json is beside it.</param>
internal sealed record FunctionsApp(string Assembly)
{
    private const int MaximumMessageLength = int.MaxValue;

    /// <summary>The app of this repository.</summary>
    public static FunctionsApp Pipelines { get; } = InRepository("functions/App", "MlFunctions.App.dll");

    /// <summary>An app with what must be refused.</summary>
    public static FunctionsApp Test { get; } = InRepository("tests/Conformance.TestApp", "MlFunctions.Conformance.TestApp.dll");

    /// <summary>The folder that it is in.</summary>
    public string Directory => Path.GetDirectoryName(Assembly)!;

    /// <summary>How a Functions host starts the app's worker.</summary>
    /// <param name="endpoint">Where the worker finds the host.</param>
    /// <param name="workerId">Which worker it is to say it is.</param>
    /// <param name="settings">The app's settings, which a host passes on as variables of the environment.</param>
    public ProcessStartInfo AsWorker(Uri endpoint, string workerId, IReadOnlyDictionary<string, string> settings) => Start(
        [
            "--host", endpoint.Host, "--port", $"{endpoint.Port}", "--workerId", workerId, "--requestId", workerId, "--grpcMaxMessageLength", $"{MaximumMessageLength}",
            "--functions-uri", endpoint.AbsoluteUri, "--functions-worker-id", workerId, "--functions-request-id", workerId, "--functions-grpc-max-message-length", $"{MaximumMessageLength}",
        ],
        new Dictionary<string, string>(settings) { ["FUNCTIONS_APPLICATION_DIRECTORY"] = Directory, ["FUNCTIONS_WORKER_DIRECTORY"] = Directory });

    /// <summary>How the app is started to be its own host.</summary>
    /// <param name="port">Where it is to listen.</param>
    /// <param name="state">The folder for its state.</param>
    /// <param name="settings">The app's settings.</param>
    public ProcessStartInfo ByItself(int port, string state, IReadOnlyDictionary<string, string> settings) => Start(["--no-samples", "--port", $"{port}", "--state", state], settings);

    // What was built in the same configuration as this assembly.
    private static FunctionsApp InRepository(string project, string assembly)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "MlFunctions.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"No folder above {output} has MlFunctions.sln.");
        }

        return new FunctionsApp(Path.Combine(root.FullName, project, "bin", output.Parent!.Name, output.Name, assembly));
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        if (!File.Exists(Assembly))
        {
            throw new FileNotFoundException($"{Assembly} is not there; build its project first.", Assembly);
        }

        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
