using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>Starts and stops the durable engine with the host.</summary>
internal sealed class DurableListener(DurableEngine engine, HostFaults faults) : IListener
{
    public string? BusyWith => engine.BusyWith;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        engine.Start();
        _ = faults.GuardAsync(() => engine.Completion, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    public void Abandon() => engine.Abandon();
}
