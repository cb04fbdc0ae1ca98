using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using MlFunctions.LocalHost.Durable;

namespace MlFunctions.LocalHost.CrashApp;

/// <summary>The workloads as the engine calls them; every activity leaves a line in a file, so that repeated deliveries can be counted.</summary>
internal sealed class CrashFunctions(string folder) : IDurableFunctions
{
    private readonly Lock _file = new();

    public static string ExecutionsFile(string folder) => Path.Combine(folder, "executions");

    public bool HasOrchestrator(string name) => Workloads.All.ContainsKey(name);

    public bool HasActivity(string name) => name is "Square" or "SquareAtSecondTry";

    public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => await Workloads.All[name].Code(context);

    public async Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken)
    {
        var number = JsonDataConverter.Default.Deserialize<int>(input);
        var fails = name == "SquareAtSecondTry" && IsFirstTry(instanceId);
        lock (_file)
            File.AppendAllText(ExecutionsFile(folder), string.Create(CultureInfo.InvariantCulture, $"{instanceId} {name} {number} {fails}\n"));
        await Task.Delay(3, cancellationToken);
        return fails ? throw new InvalidDataException("the first try fails") : number * number;
    }

    private bool IsFirstTry(string instanceId)
    {
        try
        {
            using var marker = new FileStream(Path.Combine(folder, $"tried-{instanceId}"), FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
