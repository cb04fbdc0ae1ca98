namespace Microsoft.Azure.Functions.Worker;

/// <summary>One binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>Initializes the metadata.</summary>
    protected BindingMetadata()
    {
    }

    /// <summary>The parameter's or property's name; <c>$return</c> for the return value.</summary>
    public abstract string Name { get; }

    /// <summary>The kind, as in function.json: <c>httpTrigger</c>, <c>blob</c>, <c>serviceBus</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Which way the data flows.</summary>
    public abstract BindingDirection Direction { get; }
}
