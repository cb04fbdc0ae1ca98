using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>A parameter that a converter fills, such as one with <c>[FromBody]</c>.</summary>
internal sealed class ConvertedParameter(FunctionDescriptor function, ParameterInfo parameter, Type converterType)
{
    private readonly FunctionParameter _described = function.Parameters[parameter.Position];
    private readonly ObjectFactory _factory = ActivatorUtilities.CreateFactory(converterType, Type.EmptyTypes);
    private IInputConverter? _converter;

    public async ValueTask<object?> BindAsync(InvocationContext context)
    {
        _converter ??= (IInputConverter)_factory(context.InstanceServices, arguments: null);
        var result = await _converter.ConvertAsync(new ParameterConversion(_described, context));
        return result.Status == ConversionStatus.Succeeded
            ? result.Value
            : throw new FunctionInputConverterException(
                $"Parameter '{parameter.Name}' of function '{function.Name}' could not be made a {parameter.ParameterType.Name}: {result.Error?.Message ?? "the converter does not handle it"}",
                result.Error);
    }
}
