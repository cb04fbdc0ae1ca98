using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Events;

/// <summary>The activity that tries to deliver an event once.</summary>
public sealed class TryDelivery(DeliverySending sending)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(TryDelivery);

    /// <summary>Pushes an event to its webhook; what the receiver answers is a result, whatever it is.</summary>
    [Function(Name)]
    public Task<DeliveryAnswer> RunAsync([ActivityTrigger] Delivery delivery, CancellationToken cancellationToken) => sending.TryAsync(delivery, cancellationToken);
}
