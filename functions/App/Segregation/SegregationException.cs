namespace MlFunctions.Segregation;

/// <summary>Rows that cannot be divided as asked; the message says why and what would be right.</summary>
internal sealed class SegregationException(string message) : Exception(message);
