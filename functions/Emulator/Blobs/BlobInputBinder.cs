using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Binds parameters with <c>[BlobInput]</c>: the content of one blob, null when there is none, or the blobs of a container.</summary>
internal sealed class BlobInputBinder(BlobFolder folder, IConfiguration configuration) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<BlobInputAttribute>() is not { } input)
        {
            return null;
        }

        var template = new BindingTemplate(configuration.Resolve(input.BlobPath));
        return context => BindAsync(context, template.Format(context), parameter.ParameterType);
    }

    private async ValueTask<object?> BindAsync(InvocationContext context, string path, Type type)
    {
        if (folder.Find(path) is null)
        {
            return null;
        }

        if (type == typeof(Stream))
        {
            return context.DisposeAfterwards(folder.OpenRead(path));
        }

        await using var stream = folder.OpenRead(path);
        return await BlobContent.ReadAsync(stream, type, WorkerJson.Of(context), context.CancellationToken);
    }
}
