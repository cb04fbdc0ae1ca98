namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger tells beside its payload.</summary>
public abstract class BindingContext
{
    /// <summary>Initializes the context.</summary>
    protected BindingContext()
    {
    }

    /// <summary>Metadata of the trigger by name: route values, blob expressions, message properties.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
