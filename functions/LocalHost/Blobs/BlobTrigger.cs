using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>A function that blobs start.</summary>
/// <param name="Function">The function.</param>
/// <param name="Pattern">Which blobs.</param>
/// <param name="Store">Where they are.</param>
internal sealed record BlobTrigger(FunctionDescriptor Function, BlobPattern Pattern, IBlobStore Store)
{
    public static BlobTrigger Of(FunctionDescriptor function, BlobTriggerAttribute attribute, BlobStores stores, IConfiguration configuration)
    {
        try
        {
            return new BlobTrigger(function, new BlobPattern(configuration.Resolve(attribute.BlobPath)), stores.Of(attribute.Connection));
        }
        catch (FunctionWorkerException exception)
        {
            throw function.Fault(exception.Message);
        }
    }
}
