using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Timers;

/// <summary>Keeps the schedules of all timer functions.</summary>
internal sealed class TimerListener : IListener, IManualStart, IDisposable
{
    private readonly HostFaults _faults;
    private readonly TimerRun[] _timers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ListenerTasks _running = new();
    private readonly WorkInHand _work;

    public TimerListener(FunctionCatalog catalog, FunctionRunner runner, TimerMonitor monitor, TimeProvider clock, IConfiguration configuration, HostFaults faults)
    {
        _faults = faults;
        _work = new WorkInHand(clock);
        var zone = ZoneOf(configuration["WEBSITE_TIME_ZONE"]);
        _timers = [.. catalog.TriggeredBy<TimerTriggerAttribute>()
            .Select(timer => new TimerRun(timer.Function, timer.Trigger, zone, runner, monitor, clock, configuration))];
    }

    public string? BusyWith => _work.Due;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var timer in _timers)
        {
            var piece = Begin(timer);
            _running.Add(Task.Run(() => _faults.GuardAsync(() => timer.KeepScheduleAsync(piece, _stopping.Token), _stopping.Token), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public bool CanStart(FunctionDescriptor function) => function.Trigger is TimerTriggerAttribute;

    /// <summary>Begins a run outside the schedule; what it throws is logged by the runner.</summary>
    public Task StartAsync(FunctionDescriptor function, string input)
    {
        _running.Add(RunNowAsync(function));
        return Task.CompletedTask;
    }

    /// <summary>Runs a function outside its schedule.</summary>
    /// <exception cref="Exception">What the last try threw.</exception>
    public async Task RunNowAsync(FunctionDescriptor function)
    {
        var timer = _timers.First(timer => timer.Function == function);
        using var piece = Begin(timer);
        await timer.RunNowAsync(piece, _stopping.Token);
    }

    public void Dispose() => _stopping.Dispose();

    private WorkInHand.Piece Begin(TimerRun timer) => _work.Begin($"timer function '{timer.Function.Name}'");

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
