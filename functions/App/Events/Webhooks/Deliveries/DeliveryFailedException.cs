namespace MlFunctions.Events;

/// <summary>A receiver does not have an event and is no longer tried.</summary>
internal sealed class DeliveryFailedException(string message) : Exception(message);
