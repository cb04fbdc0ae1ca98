using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Binds parameters with <c>[BlobInput]</c> to a blob, null when there is none; to a client; or to all blobs of a container.</summary>
internal sealed class BlobInputBinder(BlobStores stores, IConfiguration configuration) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<BlobInputAttribute>() is not { } input)
        {
            return null;
        }

        var (path, store) = (configuration.Resolve(input.BlobPath), stores.Of(input.Connection));
        var template = new BindingTemplate(path);
        if (!path.Contains('/', StringComparison.Ordinal) && BlobCollection.ElementOf(parameter.ParameterType) is { } element)
        {
            return new BlobCollection(store, template, element, new BlobConversion(function, parameter, element, store, input.Connection, mustExist: false)).BindAsync;
        }

        var conversion = new BlobConversion(function, parameter, parameter.ParameterType, store, input.Connection, mustExist: false);
        return conversion.TakesContainer || path.IndexOfAny(['/', '{']) >= 0
            ? context => conversion.ConvertAsync(context, template.Format(context))
            : throw function.Fault(
                $"the path '{path}' of parameter '{parameter.Name}' is a container; it must be container/name for a {parameter.ParameterType.Name}, or the parameter an array or IEnumerable<T> for all of its blobs.");
    }
}
