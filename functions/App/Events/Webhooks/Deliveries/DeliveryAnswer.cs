namespace MlFunctions.Events;

/// <summary>What came of a try.</summary>
/// <param name="At">When it began.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Status">The status that the receiver answered; null: it did not answer.</param>
/// <param name="Fault">Why the receiver does not have it.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public sealed record DeliveryAnswer(DateTimeOffset At, DeliveryOutcome Outcome, int? Status = null, string? Fault = null, TimeSpan? RetryAfter = null);
