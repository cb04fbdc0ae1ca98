using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>All blobs of a container, in the order of their names, as an array.</summary>
/// <param name="store">Where the container is.</param>
/// <param name="container">Its name.</param>
/// <param name="element">What each blob becomes.</param>
/// <param name="conversion">Makes it that.</param>
internal sealed class BlobCollection(IBlobStore store, BindingTemplate container, Type element, BlobConversion conversion)
{
    /// <summary>What the elements of a parameter's type are that can hold many blobs: an array or an <see cref="IEnumerable{T}"/>, but for bytes; null for others.</summary>
    public static Type? ElementOf(Type type) =>
        type == typeof(byte[]) ? null
        : type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0]
        : null;

    public async ValueTask<object?> BindAsync(InvocationContext context)
    {
        var blobs = new List<object>();
        await foreach (var blob in store.ListAsync($"{container.Format(context)}/", context.CancellationToken))
        {
            // One that has gone since it was listed is none of them.
            if (await conversion.ConvertAsync(context, blob.Path) is { } value)
            {
                blobs.Add(value);
            }
        }

        var bound = Array.CreateInstance(element, blobs.Count);
        blobs.ToArray().CopyTo(bound, 0);
        return bound;
    }
}
