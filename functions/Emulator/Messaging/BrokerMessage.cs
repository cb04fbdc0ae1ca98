namespace MlFunctions.Emulator.Messaging;

/// <summary>A message as the broker has delivered it.</summary>
internal sealed record BrokerMessage
{
    public required string Entity { get; init; }

    public required long SequenceNumber { get; init; }

    public required string MessageId { get; init; }

    public required byte[] Body { get; init; }

    public required MessageProperties Properties { get; init; }

    public required DateTimeOffset Enqueued { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>How often it has been delivered, this time included.</summary>
    public required int Deliveries { get; init; }

    public required string LockToken { get; init; }

    /// <summary>Until when it is locked; renewals push it out.</summary>
    public DateTimeOffset LockedUntil { get; set; }

    public string? DeadLetterReason { get; init; }

    public string? DeadLetterDescription { get; init; }

    public string? DeadLetterSource { get; init; }

    /// <summary>Whether it was completed, abandoned or dead-lettered.</summary>
    public bool IsSettled { get; set; }
}
