namespace MlFunctions.Events;

/// <summary>What came of a try.</summary>
public enum DeliveryOutcome
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It has not; to be tried again.</summary>
    Failed,

    /// <summary>It will never have it.</summary>
    Refused,

    /// <summary>Nobody wants it any more: the webhook was taken away or disabled meanwhile.</summary>
    Withdrawn,

    /// <summary>It was not tried, because enough other tries of the receiver are under way.</summary>
    Postponed,
}
