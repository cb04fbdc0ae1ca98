namespace MlFunctions.Feedback;

/// <summary>Corrections that will be learned from.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Corrected">How many of its rows something was said of.</param>
internal sealed record AcceptedCorrections(string BatchId, int Corrected);
