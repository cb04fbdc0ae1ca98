using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Emulator.Functions;

internal sealed class ContextResult(InvocationContext context) : InvocationResult
{
    public override object? Value
    {
        get => context.Result;
        set => context.Result = value;
    }
}
