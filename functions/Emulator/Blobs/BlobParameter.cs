using System.Reflection;
using Azure.Storage.Blobs;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Binds a parameter to the blob that an invocation names: to its content, or to a client of it or of its container.</summary>
/// <param name="store">Where the blob is.</param>
/// <param name="connection">The attribute's <c>Connection</c>.</param>
/// <param name="pathOf">Gives the blob's path.</param>
/// <param name="mustExist">Whether a missing blob is an error; if not, its content is null.</param>
internal sealed class BlobParameter(IBlobStore store, string? connection, Func<InvocationContext, string> pathOf, bool mustExist)
{
    /// <summary>The binding.</summary>
    /// <exception cref="Microsoft.Azure.Functions.Worker.FunctionWorkerException">The parameter is a client, and there is no account.</exception>
    public ParameterBinding Bind(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type != typeof(BlobClient) && type != typeof(BlobContainerClient))
        {
            return context => ReadAsync(context, type);
        }

        var account = store.Account ?? throw function.Fault(
            $"parameter '{parameter.Name}' is a {type.Name}, which needs a storage account; set '{connection ?? BlobStores.DefaultConnection}' to a connection string, for Azurite 'UseDevelopmentStorage=true'.");
        return context => new ValueTask<object?>(ClientOf(account, pathOf(context), type));
    }

    private static object ClientOf(BlobServiceClient account, string path, Type type)
    {
        var parts = path.Split('/', 2);
        var container = account.GetBlobContainerClient(parts[0]);
        return type == typeof(BlobContainerClient) ? container : container.GetBlobClient(parts[1]);
    }

    private async ValueTask<object?> ReadAsync(InvocationContext context, Type type)
    {
        var path = pathOf(context);
        if (await store.OpenReadAsync(path, context.CancellationToken) is not { } stream)
        {
            return mustExist ? throw new FileNotFoundException($"The blob '{path}' is no longer there.", path) : null;
        }

        if (type == typeof(Stream))
        {
            return context.DisposeAfterwards(stream);
        }

        await using (stream)
        {
            return await BlobContent.ReadAsync(stream, type, WorkerJson.Of(context), context.CancellationToken);
        }
    }
}
