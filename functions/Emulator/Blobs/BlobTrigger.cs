using Microsoft.Azure.Functions.Worker;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Blobs;

/// <summary>A function that blobs start.</summary>
/// <param name="Function">The function.</param>
/// <param name="Pattern">Which blobs.</param>
internal sealed record BlobTrigger(FunctionDescriptor Function, BlobPattern Pattern)
{
    public static BlobTrigger Of(FunctionDescriptor function, BlobTriggerAttribute attribute)
    {
        try
        {
            return new BlobTrigger(function, new BlobPattern(attribute.BlobPath));
        }
        catch (FunctionWorkerException exception)
        {
            throw function.Fault(exception.Message);
        }
    }
}
