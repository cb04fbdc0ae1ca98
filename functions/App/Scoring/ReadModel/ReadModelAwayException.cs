namespace MlFunctions.Scoring;

/// <summary>The read model cannot be reached now; it comes back by itself.</summary>
internal sealed class ReadModelAwayException(Exception innerException) : Exception($"The read model cannot be reached: {innerException.Message}", innerException);
