namespace MlFunctions.Events;

/// <summary>What came of a try.</summary>
internal enum DeliveryOutcome
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It has not; to be tried again.</summary>
    Failed,

    /// <summary>It will never have it.</summary>
    Refused,

    /// <summary>It was not tried, because enough other tries of the receiver are under way.</summary>
    Postponed,
}
