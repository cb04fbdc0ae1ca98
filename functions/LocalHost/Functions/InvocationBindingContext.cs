using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Functions;

internal sealed class InvocationBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}
