namespace MlFunctions.Feedback;

/// <summary>The answer to corrections that are kept.</summary>
/// <param name="BatchId">The batch that they are of.</param>
/// <param name="Corrected">How many subjects they are about.</param>
internal sealed record AcceptedCorrections(string BatchId, int Corrected);
