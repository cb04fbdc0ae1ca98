namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Initializes the context.</summary>
    protected FunctionContext()
    {
    }

    /// <summary>Unique to this invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same in every run of the app.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger tells beside its payload.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which try this is; null without a retry policy.</summary>
    public abstract RetryContext? RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>What middleware and function share during the invocation.</summary>
    public abstract IDictionary<object, object?> Items { get; set; }

    /// <summary>Features of the host and of middleware by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Fires when the invocation's result is no longer wanted: the caller left, the time is up, or the host stops.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
