using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MlFunctions.LocalHost.Functions;

/// <summary>A part of a function's result that has a binding: the whole, or a property of it.</summary>
/// <param name="Name">The property's name, or <c>$return</c>.</param>
/// <param name="Attribute">The binding.</param>
/// <param name="Property">The property; null for the whole.</param>
internal sealed record FunctionOutput(string Name, OutputBindingAttribute Attribute, PropertyInfo? Property)
{
    public static ImmutableArray<FunctionOutput> Of(MethodInfo method)
    {
        if (method.GetCustomAttribute<OutputBindingAttribute>() is { } whole)
        {
            return [new FunctionOutput("$return", whole, Property: null)];
        }

        return ResultType.Of(method) is { IsClass: true } result && result != typeof(string)
            ? [.. result.GetProperties()
                .Select(property => (Property: property, Attribute: property.GetCustomAttribute<OutputBindingAttribute>()))
                .Where(bound => bound.Attribute is not null)
                .Select(bound => new FunctionOutput(bound.Property.Name, bound.Attribute!, bound.Property))]
            : [];
    }

    public object? ValueIn(object? result) => Property is null || result is null ? result : Property.GetValue(result);
}
