using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace MlFunctions.LocalHost.Functions;

/// <summary>The end of the worker's middleware pipeline: runs the function by this host's own bindings, in place of the executor that is fed over RPC.</summary>
internal sealed class LocalFunctionExecutor : IFunctionExecutor
{
    /// <inheritdoc/>
    public ValueTask ExecuteAsync(FunctionContext context)
    {
        var own = InvocationContext.From(context);
        return own.Invoker.InvokeAsync(own);
    }
}
