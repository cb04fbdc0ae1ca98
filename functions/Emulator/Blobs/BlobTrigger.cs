using Microsoft.Azure.Functions.Worker;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Blobs;

/// <summary>A function that blobs start.</summary>
/// <param name="Function">The function.</param>
/// <param name="Pattern">Which blobs.</param>
/// <param name="Store">Where they are.</param>
internal sealed record BlobTrigger(FunctionDescriptor Function, BlobPattern Pattern, IBlobStore Store)
{
    public static BlobTrigger Of(FunctionDescriptor function, BlobTriggerAttribute attribute, BlobStores stores)
    {
        try
        {
            return new BlobTrigger(function, new BlobPattern(attribute.BlobPath), stores.Of(attribute.Connection));
        }
        catch (FunctionWorkerException exception)
        {
            throw function.Fault(exception.Message);
        }
    }
}
