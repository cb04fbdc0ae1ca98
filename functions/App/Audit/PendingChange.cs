namespace MlFunctions.Audit;

/// <summary>A change that somebody has asked for and that is being made.</summary>
/// <param name="Occurrence">Names this very doing.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Pipeline">Of which pipeline; null: of none.</param>
/// <param name="By">Who asked.</param>
/// <param name="Action">What is done.</param>
/// <param name="Subject">To what.</param>
internal sealed record PendingChange(string Occurrence, DateTimeOffset At, string? Pipeline, string By, string Action, string Subject);
