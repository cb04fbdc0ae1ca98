using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Binds the trigger parameter of blob functions to the blob's content.</summary>
internal sealed class BlobTriggerBinder(BlobFolder folder) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter) =>
        function.Trigger is BlobTriggerAttribute && parameter == function.TriggerParameter
            ? context => BindAsync(context, parameter.ParameterType)
            : null;

    private async ValueTask<object?> BindAsync(InvocationContext context, Type type)
    {
        var path = ((BlobEvent)context.TriggerValue!).Blob.Path;
        if (type == typeof(Stream))
        {
            return context.DisposeAfterwards(folder.OpenRead(path));
        }

        await using var stream = folder.OpenRead(path);
        return await BlobContent.ReadAsync(stream, type, WorkerJson.Of(context), context.CancellationToken);
    }
}
