using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>Binds what every function can take: its context, its cancellation, converters, and the trigger's metadata by name.</summary>
internal sealed class ContextBinder : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
        {
            return static context => new ValueTask<object?>(context);
        }

        if (type == typeof(CancellationToken))
        {
            return static context => new ValueTask<object?>(context.CancellationToken);
        }

        if (parameter.GetCustomAttribute<InputConverterAttribute>() is { } converter)
        {
            return new ConvertedParameter(function, parameter, converter.ConverterType).BindAsync;
        }

        return parameter.IsDefined(typeof(BindingAttribute)) ? null : new NamedParameter(function, parameter).BindAsync;
    }
}
