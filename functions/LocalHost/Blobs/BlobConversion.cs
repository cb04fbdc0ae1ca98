using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Makes of a blob what a parameter is: its content, or a client of it or of its container.</summary>
internal sealed class BlobConversion
{
    private static readonly Dictionary<Type, Func<BlobContainerClient, string, object>> Clients = new()
    {
        [typeof(BlobContainerClient)] = (container, _) => container,
        [typeof(BlobClient)] = (container, name) => container.GetBlobClient(name),
        [typeof(BlobBaseClient)] = (container, name) => container.GetBlobBaseClient(name),
        [typeof(BlockBlobClient)] = (container, name) => container.GetBlockBlobClient(name),
        [typeof(AppendBlobClient)] = (container, name) => container.GetAppendBlobClient(name),
        [typeof(PageBlobClient)] = (container, name) => container.GetPageBlobClient(name),
    };

    private readonly IBlobStore _store;
    private readonly Type _type;
    private readonly bool _mustExist;
    private readonly Func<BlobContainerClient, string, object>? _client;

    /// <param name="function">The function.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="type">What a blob is to become: the parameter's type, or the type of its elements.</param>
    /// <param name="store">Where the blobs are.</param>
    /// <param name="connection">The attribute's <c>Connection</c>.</param>
    /// <param name="mustExist">Whether a missing blob is an error; if not, its content is null.</param>
    /// <exception cref="Microsoft.Azure.Functions.Worker.FunctionWorkerException">It is to be a client, and there is no account.</exception>
    public BlobConversion(FunctionDescriptor function, ParameterInfo parameter, Type type, IBlobStore store, string? connection, bool mustExist)
    {
        (_store, _type, _mustExist) = (store, type, mustExist);
        if (Clients.TryGetValue(type, out _client) && store.Account is null)
        {
            throw function.Fault(
                $"parameter '{parameter.Name}' is a {type.Name}, which needs a storage account; set '{connection ?? BlobStores.DefaultConnection}' to a connection string, for Azurite 'UseDevelopmentStorage=true'.");
        }
    }

    /// <summary>Whether a path without a blob's name will do.</summary>
    public bool TakesContainer => _type == typeof(BlobContainerClient);

    /// <summary>What the blob is to the parameter.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="path">Container and name.</param>
    public ValueTask<object?> ConvertAsync(InvocationContext context, string path) => _client is null ? ReadAsync(context, path) : new ValueTask<object?>(ClientOf(path));

    private object ClientOf(string path)
    {
        var parts = path.Split('/', 2);
        return _client!(_store.Account!.GetBlobContainerClient(parts[0]), parts.ElementAtOrDefault(1) ?? string.Empty);
    }

    private async ValueTask<object?> ReadAsync(InvocationContext context, string path)
    {
        if (await _store.OpenReadAsync(path, context.CancellationToken) is not { } stream)
        {
            return _mustExist ? throw new FileNotFoundException($"The blob '{path}' is no longer there.", path) : null;
        }

        if (_type == typeof(Stream))
        {
            return context.DisposeAfterwards(stream);
        }

        await using (stream)
        {
            return await BlobContent.ReadAsync(stream, _type, context.Json, context.CancellationToken);
        }
    }
}
