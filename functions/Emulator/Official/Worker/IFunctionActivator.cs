namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the instances that functions are called on.</summary>
public interface IFunctionActivator
{
    /// <summary>Makes an instance for one invocation.</summary>
    /// <param name="instanceType">The type that declares the function.</param>
    /// <param name="context">The invocation.</param>
    object CreateInstance(Type instanceType, FunctionContext context);
}
