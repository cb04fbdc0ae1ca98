using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the input parameter of an activity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Initializes the attribute.</summary>
    public ActivityTriggerAttribute()
    {
    }

    /// <summary>The activity's name; the function's name when null.</summary>
    public string? Activity { get; set; }
}
