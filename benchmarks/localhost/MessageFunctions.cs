using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>Counts what is delivered.</summary>
internal sealed class MessageFunctions(Deliveries deliveries)
{
    [Function("Count")]
    public void Count([ServiceBusTrigger("work")] string message) => deliveries.Add();
}
