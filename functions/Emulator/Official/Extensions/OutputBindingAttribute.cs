namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks where the host writes what a function returns.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>Initializes the attribute.</summary>
    public OutputBindingAttribute()
    {
    }
}
