using Microsoft.CodeAnalysis;

namespace MlFunctions.Emulator.Analyzers;

/// <summary>What orchestrator code must not use, with the ids that the analyzer of the official packages has for it.</summary>
internal static class OrchestratorRules
{
    public static readonly DiagnosticDescriptor Time = Rule("DURABLE0001", "The clock in an orchestrator", "'{0}' is another at every replay; take the time from context.CurrentUtcDateTime");
    public static readonly DiagnosticDescriptor Guid = Rule("DURABLE0002", "A random value in an orchestrator", "'{0}' is another at every replay; take ids from context.NewGuid(), or draw random values in an activity");
    public static readonly DiagnosticDescriptor Delay = Rule("DURABLE0003", "A delay in an orchestrator", "'{0}' is not durable; await context.CreateTimer");
    public static readonly DiagnosticDescriptor Thread = Rule("DURABLE0004", "Another thread in an orchestrator", "'{0}' leaves the orchestration's thread, which is not replayed; move the work into an activity");
    public static readonly DiagnosticDescriptor InputOutput = Rule("DURABLE0005", "Input or output in an orchestrator", "'{0}' would be done again at every replay; move it into an activity");
    public static readonly DiagnosticDescriptor Environment = Rule("DURABLE0006", "The environment in an orchestrator", "'{0}' may be another at a later replay; pass it in as input, or read it in an activity");

    /// <summary>Members by type; a type alone stands for all of its members, its constructors too.</summary>
    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> Banned = new Dictionary<string, DiagnosticDescriptor>(StringComparer.Ordinal)
    {
        ["System.DateTime.Now"] = Time,
        ["System.DateTime.UtcNow"] = Time,
        ["System.DateTime.Today"] = Time,
        ["System.DateTimeOffset.Now"] = Time,
        ["System.DateTimeOffset.UtcNow"] = Time,
        ["System.TimeProvider"] = Time,
        ["System.Diagnostics.Stopwatch"] = Time,
        ["System.Guid.NewGuid"] = Guid,
        ["System.Guid.CreateVersion7"] = Guid,
        ["System.Random"] = Guid,
        ["System.Threading.Tasks.Task.Delay"] = Delay,
        ["System.Threading.Thread.Sleep"] = Delay,
        ["System.Threading.Thread"] = Thread,
        ["System.Threading.ThreadPool"] = Thread,
        ["System.Threading.Tasks.Task.Run"] = Thread,
        ["System.Threading.Tasks.Task.ContinueWith"] = Thread,
        ["System.Threading.Tasks.Task.ConfigureAwait"] = Thread,
        ["System.Threading.Tasks.TaskFactory"] = Thread,
        ["System.Threading.Tasks.Parallel"] = Thread,
        ["System.IO.File"] = InputOutput,
        ["System.IO.Directory"] = InputOutput,
        ["System.Net.Http.HttpClient"] = InputOutput,
        ["Azure.Storage.Blobs.BlobClient"] = InputOutput,
        ["Azure.Storage.Blobs.BlobContainerClient"] = InputOutput,
        ["System.Environment.GetEnvironmentVariable"] = Environment,
        ["System.Environment.GetEnvironmentVariables"] = Environment,
        ["System.Environment.ExpandEnvironmentVariables"] = Environment,
    };

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, category: "Orchestration", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
