using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Binds the trigger parameter of blob functions to the blob.</summary>
internal sealed class BlobTriggerBinder(BlobStores stores) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter) =>
        function.Trigger is BlobTriggerAttribute trigger && parameter == function.TriggerParameter
            ? new BlobParameter(stores.Of(trigger.Connection), trigger.Connection, PathOf, mustExist: true).Bind(function, parameter)
            : null;

    private static string PathOf(InvocationContext context) => ((BlobEvent)context.TriggerValue!).Blob.Path;
}
