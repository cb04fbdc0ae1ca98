using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the context parameter of an orchestrator.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Initializes the attribute.</summary>
    public OrchestrationTriggerAttribute()
    {
    }

    /// <summary>The orchestration's name; the function's name when null.</summary>
    public string? Orchestration { get; set; }
}
