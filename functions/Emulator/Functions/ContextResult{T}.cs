using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Emulator.Functions;

internal sealed class ContextResult<T>(InvocationContext context) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)context.Result;
        set => context.Result = value;
    }
}
