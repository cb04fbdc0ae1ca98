using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Binds the trigger parameter of blob functions to the blob.</summary>
internal sealed class BlobTriggerBinder(BlobStores stores) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not BlobTriggerAttribute trigger || parameter != function.TriggerParameter)
        {
            return null;
        }

        var conversion = new BlobConversion(function, parameter, parameter.ParameterType, stores.Of(trigger.Connection), trigger.Connection, mustExist: true);
        return context => conversion.ConvertAsync(context, ((BlobEvent)context.TriggerValue!).Blob.Path);
    }
}
