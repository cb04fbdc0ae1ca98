using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Sasl;
using Amqp.Types;
using Azure.Core.Amqp;

namespace MlFunctions.Conformance;

/// <summary>What a <c>ServiceBusClient</c> connects to: takes messages for queues and topics over AMQP, drops duplicates, and holds back what is scheduled.</summary>
internal sealed class Broker : ILinkProcessor, IRequestProcessor, IDisposable
{
    private const ulong MaximumMessageBytes = 262_144;
    private const int MessagesAtATime = 100;
    private const string ScheduledAnnotation = "x-opt-scheduled-enqueue-time";

    private readonly ContainerHost _host;
    private readonly ConcurrentDictionary<(string Entity, string MessageId), bool> _known = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Action<SentMessage> _deliver;
    private long _sequenceNumber;

    /// <summary>Starts to listen on a free port.</summary>
    /// <param name="deliver">Is given each message when it is to be delivered.</param>
    public Broker(Action<SentMessage> deliver)
    {
        _deliver = deliver;
        Port = Ports.Free();
        _host = new ContainerHost(new Address($"amqp://127.0.0.1:{Port}"));
        // The name under which Service Bus lets in who then sends its token.
        _host.Listeners[0].SASL.EnableMechanism(new Symbol("MSSBCBS"), SaslProfile.Anonymous);
        _host.RegisterRequestProcessor("$cbs", this);
        _host.RegisterLinkProcessor(this);
        _host.Open();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>How a client connects to it.</summary>
    public string ConnectionString => $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName=any;SharedAccessKey=YW55;UseDevelopmentEmulator=true";

    int IRequestProcessor.Credit => MessagesAtATime;

    // Any token will do.
    void IRequestProcessor.Process(RequestContext requestContext) =>
        requestContext.Complete(new Message { ApplicationProperties = new ApplicationProperties { ["status-code"] = 200, ["status-description"] = "OK" } });

    void ILinkProcessor.Process(AttachContext attachContext)
    {
        if (attachContext.Attach.Role || attachContext.Attach.Target is not Target target)
        {
            attachContext.Complete(new Error(ErrorCode.NotAllowed) { Description = "Messages are delivered to the worker by the host; nobody receives them here." });
            return;
        }

        attachContext.Attach.MaxMessageSize = MaximumMessageBytes;
        attachContext.Complete(new TargetLinkEndpoint(new Entity(this, target.Address.Trim('/')), attachContext.Link), MessagesAtATime);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _host.Close();
        _stopping.Dispose();
    }

    private void Accept(string entity, Message sent)
    {
        if (sent.Properties?.MessageId is { } id && !_known.TryAdd((entity, id), true))
        {
            return;
        }

        var encoded = sent.Encode();
        var message = AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(encoded.Buffer.AsMemory(encoded.Offset, encoded.Length)));
        var now = DateTime.UtcNow;
        message.MessageAnnotations["x-opt-sequence-number"] = Interlocked.Increment(ref _sequenceNumber);
        message.MessageAnnotations["x-opt-enqueued-time"] = now;
        var delivery = new SentMessage(entity, message);
        if (message.MessageAnnotations.TryGetValue(ScheduledAnnotation, out var at) && at is DateTime due && due > now)
        {
            _ = Task.Delay(due - now, _stopping.Token).ContinueWith(_ => _deliver(delivery), _stopping.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
        else
        {
            _deliver(delivery);
        }
    }

    private sealed class Entity(Broker broker, string name) : IMessageProcessor
    {
        public int Credit => MessagesAtATime;

        public void Process(MessageContext messageContext)
        {
            if (messageContext.Message.Format != 0)
            {
                messageContext.Complete(new Error(ErrorCode.NotImplemented) { Description = "Send messages one by one; batches are not taken apart here." });
                return;
            }

            broker.Accept(name, messageContext.Message);
            messageContext.Complete();
        }
    }
}
