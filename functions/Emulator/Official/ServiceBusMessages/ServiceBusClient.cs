namespace Azure.Messaging.ServiceBus;

/// <summary>Where senders come from; the Emulator puts one into the app's services.</summary>
public class ServiceBusClient
{
    /// <summary>For the host and for mocks.</summary>
    protected ServiceBusClient()
    {
    }

    /// <summary>A sender to a queue or topic.</summary>
    /// <param name="queueOrTopicName">Its name.</param>
    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw new NotSupportedException("A mock must say what this does.");
}
