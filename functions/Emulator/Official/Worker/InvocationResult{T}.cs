namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned.</summary>
/// <typeparam name="T">Its type.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>Initializes the result.</summary>
    protected InvocationResult()
    {
    }

    /// <summary>What the function returned; what is set here is what the host takes.</summary>
    public abstract T? Value { get; set; }
}
