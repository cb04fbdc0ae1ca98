namespace MlFunctions.Preparation;

/// <summary>The online feature store does not answer; it is worth asking again.</summary>
internal sealed class OnlineFeaturesException(string message, Exception innerException) : Exception(message, innerException);
