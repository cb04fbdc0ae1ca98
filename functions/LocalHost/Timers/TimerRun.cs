using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Timers;

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
    public async Task KeepScheduleAsync(WorkInHand.Piece piece, CancellationToken stopping)
    {
        using var work = piece;
        var begun = Now;
        var kept = _trigger.UseMonitor ? _monitor.Find(Function.Name) : null;
        var isPastDue = kept is not null && kept.Next <= begun.UtcDateTime;
        // What was kept stands, so that no restart puts a run off; unless the schedule has become another, with an earlier time.
        var status = kept is not null && kept.Next <= _schedule.NextAfter(begun).UtcDateTime ? kept : await KeepAsync(kept?.Last ?? default, begun);
        if (isPastDue || _trigger.RunOnStartup)
        {
            status = await RunThenKeepAsync(status, isPastDue, piece, stopping);
        }

        while (true)
        {
            while (status.Next - Now.UtcDateTime is var wait && wait > TimeSpan.Zero)
            {
                await piece.DelayAsync(wait < LongestWait ? wait : LongestWait, stopping);
            }

            status = await RunThenKeepAsync(status, isPastDue: false, piece, stopping);
        }
    }

    /// <summary>Runs the function now, outside its schedule.</summary>
    /// <exception cref="Exception">What the last try threw.</exception>
    public Task RunNowAsync(WorkInHand.Piece piece, CancellationToken cancellationToken) =>
        RunAsync(_monitor.Find(Function.Name) ?? StatusAfter(last: default, Now), isPastDue: false, piece, cancellationToken);

    /// <summary>Runs the function, and again as its retry attribute says.</summary>
    private async Task RunAsync(ScheduleStatus status, bool isPastDue, WorkInHand.Piece piece, CancellationToken cancellationToken)
    {
        var timer = new TimerInfo { ScheduleStatus = _trigger.UseMonitor ? status : null, IsPastDue = isPastDue };
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
                await piece.DelayAsync(Function.Retry.PauseAfter(retries), cancellationToken);
            }
        }
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private ScheduleStatus StatusAfter(DateTime last, DateTimeOffset now) =>
        new() { Last = last, Next = _schedule.NextAfter(now).UtcDateTime, LastUpdated = now.UtcDateTime };

    private async Task<ScheduleStatus> RunThenKeepAsync(ScheduleStatus status, bool isPastDue, WorkInHand.Piece piece, CancellationToken stopping)
    {
        var started = Now;
        try
        {
            await RunAsync(status, isPastDue, piece, stopping);
        }
        catch (Exception)
        {
            // The runner has logged it; the schedule goes on, and a run that the stop broke off is made up for.
            stopping.ThrowIfCancellationRequested();
        }

        return await KeepAsync(started.UtcDateTime, Now);
    }

    private async Task<ScheduleStatus> KeepAsync(DateTime last, DateTimeOffset now)
    {
        var status = StatusAfter(last, now);
        if (_trigger.UseMonitor)
        {
            await _monitor.KeepAsync(Function.Name, status);
        }

        return status;
    }
}
