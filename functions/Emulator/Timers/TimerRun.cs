using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Timers;

/// <summary>Runs one timer function: at each time of its schedule, and at once for a run that was missed.</summary>
internal sealed class TimerRun
{
    // The longest that one wait may be is under fifty days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimerTriggerAttribute _trigger;
    private readonly TimerSchedule _schedule;
    private readonly FunctionRunner _runner;
    private readonly TimerMonitor _monitor;
    private readonly TimeProvider _clock;

    public TimerRun(FunctionDescriptor function, TimerTriggerAttribute trigger, TimeZoneInfo zone, FunctionRunner runner, TimerMonitor monitor, TimeProvider clock, IConfiguration configuration)
    {
        Function = function;
        _trigger = trigger;
        _runner = runner;
        _monitor = monitor;
        _clock = clock;
        try
        {
            _schedule = new TimerSchedule(configuration.Resolve(trigger.Schedule), zone);
        }
        catch (FunctionWorkerException exception)
        {
            throw function.Fault(exception.Message);
        }
    }

    public FunctionDescriptor Function { get; }

    /// <summary>Runs the function by its schedule until the host stops.</summary>
    public async Task KeepScheduleAsync(CancellationToken stopping)
    {
        var status = _trigger.UseMonitor ? _monitor.Find(Function.Name) : null;
        var last = status?.Last ?? default;
        var isPastDue = status is not null && status.Next <= Now.UtcDateTime;
        if (isPastDue || _trigger.RunOnStartup)
        {
            last = await RunByScheduleAsync(status, isPastDue, stopping);
        }

        while (true)
        {
            var next = _schedule.NextAfter(Now);
            status = await KeepAsync(last, next);
            while (next - Now is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, _clock, stopping);
            }

            last = await RunByScheduleAsync(status, isPastDue: false, stopping);
        }
    }

    /// <summary>Runs the function now, outside its schedule.</summary>
    /// <exception cref="Exception">What the last try threw.</exception>
    public Task RunNowAsync(CancellationToken cancellationToken) =>
        RunAsync(_trigger.UseMonitor ? _monitor.Find(Function.Name) ?? Status(last: default, _schedule.NextAfter(Now)) : null, isPastDue: false, cancellationToken);

    /// <summary>Runs the function, and again as its retry attribute says.</summary>
    private async Task RunAsync(ScheduleStatus? status, bool isPastDue, CancellationToken cancellationToken)
    {
        var timer = new TimerInfo { ScheduleStatus = status, IsPastDue = isPastDue };
        for (var retries = 0; ; retries++)
        {
            try
            {
                await _runner.InvokeAsync(Function, timer, static _ => NoData.Instance, cancellationToken, Function.Retry is { } policy ? new InvocationRetry(retries, policy.MaxRetryCount) : null);
                return;
            }
            catch (Exception) when (Function.Retry is { } policy && policy.Allows(retries) && !cancellationToken.IsCancellationRequested)
            {
                // The runner has logged it.
                await Task.Delay(Function.Retry.PauseAfter(retries), _clock, cancellationToken);
            }
        }
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private ScheduleStatus Status(DateTime last, DateTimeOffset next) =>
        new() { Last = last, Next = next.UtcDateTime, LastUpdated = Now.UtcDateTime };

    /// <returns>When the run began.</returns>
    private async Task<DateTime> RunByScheduleAsync(ScheduleStatus? status, bool isPastDue, CancellationToken stopping)
    {
        var started = Now.UtcDateTime;
        try
        {
            await RunAsync(status, isPastDue, stopping);
        }
        catch (Exception)
        {
            // The runner has logged it; the schedule goes on, and a run that the stop broke off is made up for.
            stopping.ThrowIfCancellationRequested();
        }

        return started;
    }

    private async Task<ScheduleStatus?> KeepAsync(DateTime last, DateTimeOffset next)
    {
        if (!_trigger.UseMonitor)
        {
            return null;
        }

        var status = Status(last, next);
        await _monitor.KeepAsync(Function.Name, status);
        return status;
    }
}
