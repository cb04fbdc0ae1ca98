using Microsoft.DurableTask;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>What starts an activity.</summary>
/// <param name="name">The activity.</param>
/// <param name="instanceId">The orchestration that called it.</param>
/// <param name="input">The input as JSON, or null.</param>
internal sealed class ActivityCall(string name, string instanceId, string? input) : TaskActivityContext
{
    public override TaskName Name => name;

    public override string InstanceId => instanceId;

    public string? Input => input;

    public static IReadOnlyDictionary<string, object?> BindingData(InvocationContext context)
    {
        var call = (ActivityCall)context.TriggerValue!;
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = call.InstanceId, ["data"] = call.Input };
    }
}
