using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Conformance.TestApp;

/// <summary>A class that is not public: the code that the SDK generates cannot call it, and goes by reflection at each call.</summary>
internal static class InternalFunctions
{
    [Function("InAnInternalClass")]
    public static void Run([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => ArgumentNullException.ThrowIfNull(timer);
}
