using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter that gets the client of the orchestrations.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>Initializes the attribute.</summary>
    public DurableClientAttribute()
    {
    }

    /// <summary>The task hub; the host's own when null.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that holds the store's connection string.</summary>
    public string? ConnectionName { get; set; }
}
