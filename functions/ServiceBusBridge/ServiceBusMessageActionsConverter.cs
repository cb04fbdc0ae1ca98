using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to the actions that the host has set for the invocation; where it has set none, to such as say so when they are used.</summary>
internal sealed class ServiceBusMessageActionsConverter : IInputConverter
{
    // The worker takes a failed conversion of what the host has not sent for null, so the failure waits until the function settles something.
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        ValueTask.FromResult(ConversionResult.Success(context.FunctionContext.Features.Get<ServiceBusMessageActions>() ?? new None()));

    private sealed class None : ServiceBusMessageActions;
}
