using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Receives for all Service Bus functions.</summary>
internal sealed class MessageListener : IListener, IManualStart, IDisposable
{
    private readonly HostFaults _faults;
    private readonly MessageReceiver[] _receivers;
    private readonly Broker _broker;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ListenerTasks _loops = new();

    public MessageListener(FunctionCatalog catalog, Broker broker, FunctionRunner runner, TimeProvider clock, IConfiguration configuration, HostFaults faults, ILogger<MessageListener> logger)
    {
        _faults = faults;
        _broker = broker;
        broker.DeadLettered = (message, reason) => logger.MessageDeadLettered(message.MessageId, message.Entity, reason);
        var settings = ReceiverSettings.Of(configuration);
        _receivers = [.. catalog.TriggeredBy<ServiceBusTriggerAttribute>()
            .Select(bus => new MessageReceiver(bus.Function, bus.Trigger, Topology.EntityOf(bus.Trigger, configuration), settings, broker, runner, clock, faults, logger))];
    }

    public string? BusyWith => _receivers.FirstOrDefault(receiver => receiver.IsBusy) is { } busy ? $"messages for function '{busy.Function.Name}'" : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _broker.RecoverAsync();
        foreach (var receiver in _receivers)
        {
            _loops.Add(Task.Run(() => _faults.GuardAsync(() => receiver.ReceiveAsync(_stopping.Token), _stopping.Token), CancellationToken.None));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loops.WaitAsync(cancellationToken);
        foreach (var receiver in _receivers)
        {
            await receiver.WaitForRunningAsync(cancellationToken);
        }
    }

    public bool CanStart(FunctionDescriptor function) => function.Trigger is ServiceBusTriggerAttribute;

    /// <summary>Sends the input to what the function receives from.</summary>
    public Task StartAsync(FunctionDescriptor function, string input) =>
        _broker.SendAsync(_receivers.First(receiver => receiver.Function == function).Entity, [new ServiceBusMessage(input)]);

    public void Dispose()
    {
        _stopping.Dispose();
        foreach (var receiver in _receivers)
        {
            receiver.Dispose();
        }
    }
}
