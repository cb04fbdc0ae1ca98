using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace MlFunctions.LocalHost.Functions.Binding;

internal sealed class ParameterConversion(FunctionParameter parameter, InvocationContext context) : ConverterContext
{
    public override Type TargetType => parameter.Type;

    public override object? Source => context.TriggerValue;

    public override FunctionContext FunctionContext => context;

    public override IReadOnlyDictionary<string, object> Properties => parameter.Properties;
}
