namespace MlFunctions.Events;

/// <summary>How a delivery stands.</summary>
internal enum DeliveryStatus
{
    /// <summary>It is tried, or will be.</summary>
    Pending,

    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>The receiver does not have it and is no longer tried.</summary>
    Failed,
}
