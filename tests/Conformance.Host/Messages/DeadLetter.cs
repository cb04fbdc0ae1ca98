namespace MlFunctions.Conformance;

/// <summary>A message that was given up.</summary>
internal sealed record DeadLetter(string Function, SentMessage Message, string Reason);
