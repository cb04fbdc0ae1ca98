using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Binds parameters with <c>[BlobInput]</c> to a blob: to its content, null when there is none, or to a client.</summary>
internal sealed class BlobInputBinder(BlobStores stores, IConfiguration configuration) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<BlobInputAttribute>() is not { } input)
        {
            return null;
        }

        var template = new BindingTemplate(configuration.Resolve(input.BlobPath));
        return new BlobParameter(stores.Of(input.Connection), input.Connection, template.Format, mustExist: false).Bind(function, parameter);
    }
}
