using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>A parameter that gets the trigger's metadata of the same name: a route value, a blob expression.</summary>
internal sealed class NamedParameter(FunctionDescriptor function, ParameterInfo parameter)
{
    private readonly Type _type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;

    public ValueTask<object?> BindAsync(InvocationContext context)
    {
        var data = context.BindingContext.BindingData;
        return new ValueTask<object?>(data.TryGetValue(parameter.Name!, out var value) ? Convert(value) : Missing());
    }

    public object? Convert(object? value)
    {
        if (value is null || _type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            var text = value.ToString()!;
            return _type == typeof(Guid) ? Guid.Parse(text)
                : _type == typeof(DateTimeOffset) ? DateTimeOffset.Parse(text)
                : _type.IsEnum ? Enum.Parse(_type, text, ignoreCase: true)
                : System.Convert.ChangeType(text, _type);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw new FunctionInputConverterException(
                $"Parameter '{parameter.Name}' of function '{function.Name}' is a {_type.Name}; '{value}' is not one.", exception);
        }
    }

    public object? Missing() =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null ? null
        : throw new FunctionInputConverterException(
            $"Parameter '{parameter.Name}' of function '{function.Name}' has no value: the trigger gives nothing of that name.");
}
