namespace MlFunctions.Events;

/// <summary>How far a delivery is: the custom status of its orchestration.</summary>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Postponed">How often in a row it was not tried since.</param>
/// <param name="Last">What came of the last try; null before the first.</param>
/// <param name="NextTry">When it is tried again; null: it is not.</param>
internal sealed record DeliveryProgress(int Tries, int Postponed, DeliveryAnswer? Last, DateTimeOffset? NextTry)
{
    /// <summary>Before the first try.</summary>
    public static DeliveryProgress None { get; } = new(0, 0, Last: null, NextTry: null);

    /// <summary>After one more.</summary>
    public DeliveryProgress After(DeliveryAnswer answer) => answer.Outcome switch
    {
        DeliveryOutcome.Postponed => this with { Postponed = Postponed + 1 },
        DeliveryOutcome.Withdrawn => this with { Last = answer, NextTry = null },
        _ => new DeliveryProgress(Tries + 1, 0, answer, NextTry: null),
    };
}
