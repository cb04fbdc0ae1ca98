namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter converts, and into what.</summary>
public abstract class ConverterContext
{
    /// <summary>Initializes the context.</summary>
    protected ConverterContext()
    {
    }

    /// <summary>The parameter's type.</summary>
    public abstract Type TargetType { get; }

    /// <summary>What the binding gives.</summary>
    public abstract object? Source { get; }

    /// <summary>The invocation.</summary>
    public abstract FunctionContext FunctionContext { get; }

    /// <summary>What is known of the parameter, its binding attribute among it.</summary>
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
