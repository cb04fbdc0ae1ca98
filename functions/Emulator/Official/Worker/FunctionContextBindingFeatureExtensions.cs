using MlFunctions.Emulator.Functions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What middleware can see and change of an invocation's data.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="context">The invocation.</param>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context) =>
        new ContextResult<T>(InvocationContext.From(context));

    /// <summary>What the function returned.</summary>
    /// <param name="context">The invocation.</param>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new ContextResult(InvocationContext.From(context));
}
