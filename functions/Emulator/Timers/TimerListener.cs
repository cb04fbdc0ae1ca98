using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Timers;

/// <summary>Keeps the schedules of all timer functions.</summary>
internal sealed class TimerListener : IListener, IManualStart, IDisposable
{
    private readonly HostFaults faults;
    private readonly TimerRun[] timers;
    private readonly CancellationTokenSource stopping = new();
    private readonly ListenerTasks schedules = new();

    public TimerListener(FunctionCatalog catalog, FunctionRunner runner, TimerMonitor monitor, TimeProvider clock, IConfiguration configuration, HostFaults faults)
    {
        this.faults = faults;
        var zone = ZoneOf(configuration["WEBSITE_TIME_ZONE"]);
        timers = [.. catalog.TriggeredBy<TimerTriggerAttribute>()
            .Select(timer => new TimerRun(timer.Function, timer.Trigger, zone, runner, monitor, clock, configuration))];
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var timer in timers)
        {
            schedules.Add(Task.Run(() => faults.GuardAsync(() => timer.KeepScheduleAsync(stopping.Token), stopping.Token), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await schedules.WaitAsync(cancellationToken);
    }

    public bool CanStart(FunctionDescriptor function) => function.Trigger is TimerTriggerAttribute;

    public Task StartAsync(FunctionDescriptor function, string input, CancellationToken cancellationToken) =>
        timers.First(timer => timer.Function == function).RunNowAsync(cancellationToken);

    public void Dispose() => stopping.Dispose();

    private static TimeZoneInfo ZoneOf(string? id)
    {
        if (id is null)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new StartupException($"WEBSITE_TIME_ZONE is '{id}', which is no time zone of this machine; it must be one such as Europe/Berlin.");
    }
}
