namespace MlFunctions.Preparation;

/// <summary>A preparation that cannot be fitted or read; the message names the step and what would be right.</summary>
internal sealed class PreparationException(string message, Exception? innerException = null) : Exception(message, innerException);
