using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Http.Data;

namespace MlFunctions.LocalHost.Http;

/// <summary>Binds the parameters of HTTP functions: the request, its body, and route and query values by name.</summary>
internal sealed class HttpBinder : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not HttpTriggerAttribute)
        {
            return null;
        }

        if (parameter.ParameterType == typeof(HttpRequest))
        {
            return static context => new ValueTask<object?>(((HttpContext)context.TriggerValue!).Request);
        }

        if (parameter.ParameterType == typeof(HttpRequestData))
        {
            return static context => new ValueTask<object?>(RequestData.Of(context));
        }

        if (parameter == function.TriggerParameter)
        {
            return context => RequestFeatures.ReadBodyAsync(context, parameter.ParameterType);
        }

        return parameter.ParameterType == typeof(FunctionContext)
            || parameter.ParameterType == typeof(CancellationToken)
            || parameter.IsDefined(typeof(InputConverterAttribute))
            || parameter.IsDefined(typeof(Microsoft.Azure.Functions.Worker.Extensions.Abstractions.BindingAttribute))
            ? null
            : RequestValue(function, parameter);
    }

    private static ParameterBinding RequestValue(FunctionDescriptor function, ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var named = new NamedParameter(function, parameter);
        return context =>
        {
            var request = ((HttpContext)context.TriggerValue!).Request;
            object? value = request.RouteValues.TryGetValue(name, out var routed) ? routed
                : request.Query.TryGetValue(name, out var queried) ? queried.ToString()
                : null;
            return new ValueTask<object?>(value is null ? named.Missing() : named.Convert(value));
        };
    }
}
