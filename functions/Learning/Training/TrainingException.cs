namespace MlFunctions.Learning;

/// <summary>Training data that a trainer cannot learn from; the message names what is wrong and what would be right.</summary>
public sealed class TrainingException(string message, Exception? innerException = null) : Exception(message, innerException);
