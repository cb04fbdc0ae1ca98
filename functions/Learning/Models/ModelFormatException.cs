namespace MlFunctions.Learning;

/// <summary>Bytes that are not a model this library can read; the message names what is wrong and where.</summary>
public sealed class ModelFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
